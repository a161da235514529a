package io.jcacheredis.hibernate.shop;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;

@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@NaturalIdCache
public class Book {

    @Id
    private long id;

    @NaturalId
    private String isbn;

    private String title;
    private Genre genre;
    private LocalDate published;
    private BigDecimal price;

    @ManyToOne
    private Author author;

    protected Book() {}

    public Book(long id, String isbn, String title, Author author) {
        this.id = id;
        this.isbn = isbn;
        this.title = title;
        this.genre = Genre.NOVEL;
        this.published = LocalDate.of(1984, 4, 4);
        this.price = new BigDecimal("12.90");
        this.author = author;
        author.books().add(this);
    }

    public String isbn() {
        return isbn;
    }

    public String title() {
        return title;
    }

    public void rename(String newTitle) {
        title = newTitle;
    }

    public Genre genre() {
        return genre;
    }

    public LocalDate published() {
        return published;
    }

    public BigDecimal price() {
        return price;
    }

    public Author author() {
        return author;
    }
}
