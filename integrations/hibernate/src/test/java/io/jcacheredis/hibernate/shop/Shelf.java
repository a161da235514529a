package io.jcacheredis.hibernate.shop;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** An entity whose id has parts, one of which is of a class of the application. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
public class Shelf {

    @Embeddable
    public record Id(Genre genre, int number) {}

    @EmbeddedId
    private Id id;

    private String room;

    protected Shelf() {}

    public Shelf(Id id, String room) {
        this.id = id;
        this.room = room;
    }

    public Id id() {
        return id;
    }

    public String room() {
        return room;
    }

    public void moveTo(String newRoom) {
        room = newRoom;
    }
}
