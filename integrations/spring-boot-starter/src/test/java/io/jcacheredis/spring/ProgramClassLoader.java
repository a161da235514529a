package io.jcacheredis.spring;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;

/** Has one class of the program for itself, and all else from its parent, as devtools have it. */
final class ProgramClassLoader extends URLClassLoader {

    private final String own;

    ProgramClassLoader(Class<?> own) {
        super(new URL[0], own.getClassLoader());
        this.own = own.getName();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.equals(own)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] bytes = file.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** A book of this loader's class. */
    Object newBook(String isbn) {
        try {
            return loadClass(own).getConstructor(String.class, String.class).newInstance(isbn, "A title");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a class of tests is not as it is expected", e);
        }
    }
}
