package io.jcacheredis.fuzz;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;

/**
 * Classes that are on the class path and on no allow-list. Each has code that some way of reading would run, and tells
 * the {@link Canary} if it does. Only {@link Seeds} makes any, to write them.
 */
final class Gadgets {

    private Gadgets() {}

    static final class Initialised implements Serializable {
        private static final long serialVersionUID = 1L;

        static {
            Canary.sing("a static initialiser");
        }
    }

    static final class Reading implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            Canary.sing("readObject");
        }

        private Object readResolve() {
            Canary.sing("readResolve");
            return this;
        }
    }

    static final class Hashed implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public int hashCode() {
            Canary.sing("hashCode");
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            Canary.sing("equals");
            return other instanceof Hashed;
        }

        @Override
        public String toString() {
            Canary.sing("toString");
            return "";
        }
    }

    static final class Compared implements Serializable, Comparable<Compared> {
        private static final long serialVersionUID = 1L;

        @Override
        public int compareTo(Compared other) {
            Canary.sing("compareTo");
            return 0;
        }
    }

    public static final class External implements Externalizable {
        private static final long serialVersionUID = 1L;

        public External() {
            Canary.sing("the constructor of an Externalizable");
        }

        @Override
        public void writeExternal(ObjectOutput out) {}

        @Override
        public void readExternal(ObjectInput in) {
            Canary.sing("readExternal");
        }
    }

    enum Constants {
        PLAIN,
        BODY {
            @Override
            public String toString() {
                return "body";
            }
        };

        static {
            Canary.sing("the static initialiser of an enum");
        }
    }

    static final class Handler implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            Canary.sing("a proxy's handler");
            return null;
        }
    }

    /** For Jackson: all that it would call. */
    public static class Bean {

        static {
            Canary.sing("the static initialiser of a bean");
        }

        public void setName(String name) {
            Canary.sing("a setter, with " + name);
        }
    }

    /** Of the type that a property has, but not allowed. */
    public static final class Sub extends Model.Open {

        static {
            Canary.sing("the static initialiser of a subclass");
        }
    }
}
