package io.jcacheredis.codec;

import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;

/**
 * The classes that Jackson may find by a name from the outside: those of an annotation such as {@code
 * @JsonTypeInfo(use = CLASS)}, their type arguments ({@code List<Gadget>}), and what a property of the type {@code Class}
 * holds. One that is not allowed is not even loaded.
 */
final class AllowedClasses extends ClassLoader {

    private final AllowList allowed;
    private final ClassLoader loader;

    AllowedClasses(AllowList allowed, ClassLoader loader) {
        super(loader);
        this.allowed = allowed;
        this.loader = loader;
    }

    /** Refuses by an error, since after an exception Jackson goes on to load the class by its own class loader. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!allowed.permits(name)) {
            throw new Refused(allowed.refusal(name));
        }
        return loader.loadClass(name);
    }

    /** Refuses earlier than the loader, where it can. */
    PolymorphicTypeValidator validator() {
        return new Validator(allowed);
    }

    static final class Refused extends LinkageError {

        private static final long serialVersionUID = 1L;

        Refused(CodecException refusal) {
            super(refusal.getMessage(), refusal);
        }
    }

    private static final class Validator extends PolymorphicTypeValidator.Base {

        private static final long serialVersionUID = 1L;

        private final transient AllowList allowed;

        Validator(AllowList allowed) {
            this.allowed = allowed;
        }

        @Override
        public Validity validateSubClassName(DatabindContext context, JavaType base, String name) {
            allowed.require(name);
            return Validity.ALLOWED;
        }

        @Override
        public Validity validateSubType(DatabindContext context, JavaType base, JavaType type) {
            allowed.require(type.getRawClass().getName());
            return Validity.ALLOWED;
        }
    }
}
