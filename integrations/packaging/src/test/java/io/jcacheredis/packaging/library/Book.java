package io.jcacheredis.packaging.library;

/** A value that lies in Redis as JSON. */
public record Book(String title, int year) {}
