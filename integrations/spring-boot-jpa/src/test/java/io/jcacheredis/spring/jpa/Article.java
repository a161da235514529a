package io.jcacheredis.spring.jpa;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
public class Article {

    @Id
    private long id;

    private String title;
    private BigDecimal price;

    protected Article() {}

    public Article(long id, String title, String price) {
        this.id = id;
        this.title = title;
        this.price = new BigDecimal(price);
    }

    public long id() {
        return id;
    }

    public String title() {
        return title;
    }

    public BigDecimal price() {
        return price;
    }

    public void rename(String newTitle) {
        title = newTitle;
    }
}
