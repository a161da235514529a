package io.jcacheredis.examples.hibernate;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** What the shops sell. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
public class Article {

    @Id
    private long id;

    private String name = "";
    private int cents;

    /** For Hibernate. */
    protected Article() {}

    Article(long id, String name, int cents) {
        this.id = id;
        this.name = name;
        this.cents = cents;
    }

    void setCents(int newCents) {
        cents = newCents;
    }

    @Override
    public String toString() {
        return name + " at " + cents + " cents";
    }
}
