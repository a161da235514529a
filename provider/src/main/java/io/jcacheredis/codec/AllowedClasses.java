package io.jcacheredis.codec;

import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.type.TypeModifier;
import tools.jackson.databind.util.ArrayBuilders;
import tools.jackson.databind.util.LookupCache;
import tools.jackson.databind.util.SimpleLookupCache;

/**
 * The classes that Jackson may find by a name from the outside: those of an annotation such as {@code
 * @JsonTypeInfo(use = CLASS)}, their type arguments ({@code List<Gadget>}), and what a property of the type {@code Class}
 * holds. One that is not allowed is not even loaded. No class loader does that, as none is asked in a native image.
 */
final class AllowedClasses extends TypeFactory {

    private static final long serialVersionUID = 1L;
    private static final TypeModifier[] NONE = {};

    private final transient AllowList allowed;

    /** Finds classes by a loader, those that are allowed. */
    AllowedClasses(AllowList allowed, ClassLoader loader) {
        this(allowed, new SimpleLookupCache<>(16, 200), NONE, loader);
    }

    private AllowedClasses(
            AllowList allowed, LookupCache<Object, JavaType> types, TypeModifier[] modifiers, ClassLoader loader) {
        super(types, modifiers, loader);
        this.allowed = allowed;
    }

    @Override
    protected Class<?> classForName(String name, boolean initialize, ClassLoader loader) throws ClassNotFoundException {
        allowed.require(name);
        return super.classForName(name, initialize, loader);
    }

    /** What Jackson tries by its own loader after any exception, a refusal included. */
    @Override
    protected Class<?> classForName(String name) throws ClassNotFoundException {
        allowed.require(name);
        return super.classForName(name);
    }

    @Override
    public TypeFactory withModifier(TypeModifier added) {
        return with(_typeCache.emptyCopy(), ArrayBuilders.insertInListNoDup(_modifiers, added), _classLoader);
    }

    @Override
    public TypeFactory withClassLoader(ClassLoader loader) {
        return with(_typeCache, _modifiers, loader);
    }

    @Override
    public TypeFactory withCache(LookupCache<Object, JavaType> cache) {
        return with(cache, _modifiers, _classLoader);
    }

    @Override
    public TypeFactory snapshot() {
        return with(_typeCache.snapshot(), _modifiers, _classLoader);
    }

    private AllowedClasses with(LookupCache<Object, JavaType> types, TypeModifier[] modifiers, ClassLoader loader) {
        return new AllowedClasses(allowed, types, modifiers, loader);
    }

    /** Refuses earlier than the factory, where it can. */
    PolymorphicTypeValidator validator() {
        return new Validator(allowed);
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
