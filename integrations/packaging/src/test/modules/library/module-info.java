/** A program of named modules that needs the provider's name, and the packages of its values open to Jackson. */
module library {
    requires cache.api;
    requires io.jcacheredis;

    uses javax.cache.spi.CachingProvider;

    opens library to
            tools.jackson.databind;
}
