package io.jcacheredis.internal.cache;

/** What users' code can throw. */
public enum Failure {
    RUNTIME_EXCEPTION {
        @Override
        Throwable make() {
            return new IllegalArgumentException("on purpose");
        }
    },
    /** A checked exception that no method declares, as Kotlin, Scala and generic tricks throw it. */
    UNDECLARED_EXCEPTION {
        @Override
        Throwable make() {
            return new java.io.IOException("on purpose");
        }
    },
    ERROR {
        @Override
        Throwable make() {
            return new AssertionError("on purpose");
        }
    };

    abstract Throwable make();

    public boolean isError() {
        return this == ERROR;
    }

    /** Throws it; the type of the result lets the call stand where a value is wanted. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> T thrown() {
        throw Failure.<RuntimeException>sneaky(make());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the point of it
    private static <T extends Throwable> T sneaky(Throwable throwable) throws T {
        throw (T) throwable;
    }
}
