package io.jcacheredis.hibernate.shop;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** The same with each strategy: {@link Notes}. */
@MappedSuperclass
public abstract class Note {

    @Id
    private long id;

    private String text;

    protected Note() {}

    protected Note(long id, String text) {
        this.id = id;
        this.text = text;
    }

    public String text() {
        return text;
    }

    public void change(String newText) {
        text = newText;
    }
}
