package io.jcacheredis.hibernate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import javax.tools.ToolProvider;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.boot.registry.BootstrapServiceRegistry;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.cfg.Configuration;

/** A release of an application whose entity {@code Item} has attributes that other releases have not. */
final class Version implements AutoCloseable {

    private static final String ENTITY = """
            import jakarta.persistence.Cacheable;
            import jakarta.persistence.Entity;
            import jakarta.persistence.Id;
            import org.hibernate.annotations.Cache;
            import org.hibernate.annotations.CacheConcurrencyStrategy;

            @Entity
            @Cacheable
            @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
            public class Item {
                @Id
                public long id;
                %s
            }
            """;

    private static final String SETTINGS = """
            jcache:
              redis:
                url: %s
                caches:
                  "**": {schema-version: %d, near: {size: 1000}}
            """;

    private final URLClassLoader classes;
    private final Class<?> type;
    private final SessionFactory factory;

    /** One whose entries are of that version of the schema. */
    Version(Path folder, String attributes, int schema, URI redis, String database) {
        Path home = compiled(folder.resolve("version" + schema), attributes);
        try {
            classes = new URLClassLoader(new URL[] {home.toUri().toURL()}, Version.class.getClassLoader());
            type = classes.loadClass("Item");
        } catch (ClassNotFoundException | MalformedURLException e) {
            throw new IllegalStateException(e);
        }
        BootstrapServiceRegistry registry =
                new BootstrapServiceRegistryBuilder().applyClassLoader(classes).build();
        factory = Application.factory(
                new Configuration(registry).addAnnotatedClass(type),
                Application.file(folder, "version" + schema, SETTINGS.formatted(redis, schema)),
                database,
                "update");
    }

    private static Path compiled(Path home, String attributes) {
        try {
            Files.createDirectories(home);
            Path source = Files.writeString(home.resolve("Item.java"), ENTITY.formatted(attributes));
            List<String> arguments =
                    List.of("-proc:none", "-cp", System.getProperty("java.class.path"), source.toString());
            if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])) != 0) {
                throw new IllegalArgumentException("these attributes can't be compiled: " + attributes);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores an item without attributes. */
    void persist(long id) {
        factory.inTransaction(session -> {
            try {
                Object item = type.getConstructor().newInstance();
                type.getField("id").setLong(item, id);
                session.persist(item);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** An attribute of an item. */
    Object attribute(long id, String name) {
        return inTransaction(session -> field(name, session.find(type, id)));
    }

    private Object field(String name, Object item) {
        try {
            Field field = type.getField(name);
            return field.get(item);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T inTransaction(Function<Session, T> work) {
        return factory.fromTransaction(work);
    }

    /** How many items a query finds whose results are kept. */
    int count() {
        return inTransaction(session ->
                session.createQuery("from Item", type).setCacheable(true).list().size());
    }

    /** How many statements of SQL it takes to read an item. */
    long statements(long id) {
        long before = factory.getStatistics().getPrepareStatementCount();
        inTransaction(session -> session.find(type, id));
        return factory.getStatistics().getPrepareStatementCount() - before;
    }

    @Override
    public void close() throws IOException {
        factory.close();
        classes.close();
    }
}
