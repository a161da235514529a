package io.jcacheredis.codec;

import tools.jackson.databind.module.SimpleModule;

/** Where Jackson's own form of a value would not come back as an equal one. */
final class ExactJson extends SimpleModule {

    private static final long serialVersionUID = 1L;

    ExactJson() {
        super("jcache-redis");
    }
}
