package io.jcacheredis.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How to take a record apart and to put it together. */
record RecordShape(List<Method> accessors, Constructor<?> constructor) {

    static RecordShape of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            List<Method> accessors =
                    Arrays.stream(components).map(RecordComponent::getAccessor).toList();
            accessors.forEach(accessor -> accessor.setAccessible(true));
            return new RecordShape(accessors, constructor);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new CodecException(
                    "record " + type.getName() + " can't be taken apart; open its package or write a KeyCodec", e);
        }
    }

    int size() {
        return accessors.size();
    }

    Class<?> type(int component) {
        return accessors.get(component).getReturnType();
    }

    @Nullable
    Object component(Record value, int component) {
        try {
            return accessors.get(component).invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new CodecException(
                    "can't read " + accessors.get(component).getName() + " of record "
                            + value.getClass().getName(),
                    Causes.told(e));
        }
    }

    Object create(@Nullable Object[] components) {
        try {
            return constructor.newInstance(components);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new CodecException(
                    CodecException.Reason.UNREADABLE,
                    "can't create record " + constructor.getDeclaringClass().getName(),
                    Causes.told(e));
        }
    }
}
