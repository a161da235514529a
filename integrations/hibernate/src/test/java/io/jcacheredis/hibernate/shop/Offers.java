package io.jcacheredis.hibernate.shop;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.Serializable;
import java.util.Calendar;
import java.util.TimeZone;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;

/** Entities by what their entries have of other classes than those of plain columns. */
public final class Offers {

    private Offers() {}

    public interface Offer {

        /** The attribute that is of interest. */
        Object content();
    }

    @Embeddable
    public record Price(long cents, String currency) {}

    public record Label(String text) implements Serializable {}

    /** One whose attribute is taken apart into columns. */
    @Entity
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public static class Priced implements Offer {

        @Id
        private long id;

        private Price price;

        protected Priced() {}

        public Priced(long id) {
            this.id = id;
            this.price = new Price(1290, "EUR");
        }

        @Override
        public Object content() {
            return price;
        }
    }

    /** One whose attribute is a column of bytes. */
    @Entity
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public static class Labelled implements Offer {

        @Id
        private long id;

        private Label label;

        protected Labelled() {}

        public Labelled(long id) {
            this.id = id;
            this.label = new Label("new");
        }

        @Override
        public Object content() {
            return label;
        }
    }

    @Entity
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public static class Dated implements Offer {

        @Id
        private long id;

        private Calendar begin;

        protected Dated() {}

        public Dated(long id) {
            this.id = id;
            this.begin = Calendar.getInstance();
        }

        @Override
        public Object content() {
            return begin;
        }
    }

    @Entity
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public static class Zoned implements Offer {

        @Id
        private long id;

        private TimeZone zone;

        protected Zoned() {}

        public Zoned(long id) {
            this.id = id;
            this.zone = TimeZone.getTimeZone("Europe/Lisbon");
        }

        @Override
        public Object content() {
            return zone;
        }
    }

    @Embeddable
    public record Shop(String country, int number) implements Serializable {}

    /** One whose id is what the region of natural ids holds. */
    @Entity
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    @NaturalIdCache
    public static class Named implements Offer {

        @EmbeddedId
        private Shop id;

        @NaturalId
        private String name;

        protected Named() {}

        public Named(long number) {
            this.id = new Shop("PT", (int) number);
            this.name = "Baixa";
        }

        @Override
        public Object content() {
            return id + name;
        }
    }
}
