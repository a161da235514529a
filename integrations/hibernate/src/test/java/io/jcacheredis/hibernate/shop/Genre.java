package io.jcacheredis.hibernate.shop;

public enum Genre {
    NOVEL,
    ESSAY
}
