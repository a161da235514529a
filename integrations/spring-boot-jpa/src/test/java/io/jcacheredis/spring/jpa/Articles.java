package io.jcacheredis.spring.jpa;

import jakarta.persistence.QueryHint;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.QueryHints;

/** The articles in the database, by way of the caches. */
public interface Articles extends JpaRepository<Article, Long> {

    @QueryHints(@QueryHint(name = "org.hibernate.cacheable", value = "true"))
    List<Article> findByTitle(String title);
}
