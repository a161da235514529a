package io.jcacheredis.hibernate.shop;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** One entity for each of Hibernate's strategies. */
public final class Notes {

    private Notes() {}

    @Entity
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
    public static class ReadOnly extends Note {

        protected ReadOnly() {}

        public ReadOnly(long id, String text) {
            super(id, text);
        }
    }

    @Entity
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.NONSTRICT_READ_WRITE)
    public static class NonstrictReadWrite extends Note {

        protected NonstrictReadWrite() {}

        public NonstrictReadWrite(long id, String text) {
            super(id, text);
        }
    }

    @Entity
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public static class ReadWrite extends Note {

        protected ReadWrite() {}

        public ReadWrite(long id, String text) {
            super(id, text);
        }
    }

    @Entity
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.TRANSACTIONAL)
    public static class Transactional extends Note {

        protected Transactional() {}

        public Transactional(long id, String text) {
            super(id, text);
        }
    }
}
