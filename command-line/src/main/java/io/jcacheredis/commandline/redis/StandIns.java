package io.jcacheredis.commandline.redis;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds a class for every name, so that an application's configuration can be read where the application is not: its own names, types,
 * loaders and listeners are stood in for by empty classes of the same name, of which none is ever used. Which ones, it tells.
 *
 * <p>What has no package, and what would be of the JDK, is not stood in for: it is a mistake.
 */
final class StandIns extends ClassLoader {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int JAVA_17 = 61;
    private static final int PUBLIC_FINAL_SUPER = 0x0031;
    private static final int ENUM = 0x4000;
    private static final int PUBLIC = 0x0001;
    private static final int UTF_8 = 1;
    private static final int CLASS = 7;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD = 10;
    private static final int THIS = 2;
    private static final int SUPER = 4;
    private static final int INTERFACE = 6;
    private static final int CONSTRUCTOR_NAME = 7;
    private static final int CONSTRUCTOR_TYPE = 8;
    private static final int CODE_NAME = 11;
    private static final int ENTRIES = 12;
    private static final byte[] CALLS_SUPER = {0x2a, (byte) 0xb7, 0, 10, (byte) 0xb1};
    private static final int CODE_HEADER = 12;

    private final Set<String> enums;
    private final Set<String> names = Collections.synchronizedSet(new TreeSet<>());

    /**
     * A loader that finds what the other one does, and else stands in.
     *
     * @param enums the names of classes that must be enums, as something was said of them that holds for enums only
     */
    StandIns(ClassLoader parent, Set<String> enums) {
        super(parent);
        this.enums = enums;
    }

    /** The names that were stood in for. */
    Set<String> names() {
        return Set.copyOf(names);
    }

    /** Whether a class is one of these. */
    boolean has(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element.getClassLoader() == this;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        boolean ofTheJdk = name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.");
        if (name.indexOf('.') < 0
                || ofTheJdk
                || !name.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)+")) {
            throw new ClassNotFoundException(name);
        }
        byte[] bytes = bytes(name.replace('.', '/'), enums.contains(name));
        Class<?> type = defineClass(name, bytes, 0, bytes.length);
        names.add(name);
        return type;
    }

    /**
     * A class file (JVMS 4) of {@code public final class Name implements Factory} with a constructor that does nothing; a factory
     * may be named wherever something is to be made. Or of an enum without constants.
     */
    private static byte[] bytes(String name, boolean isEnum) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeShort(0);
            out.writeShort(JAVA_17);
            writeConstants(out, name, isEnum ? "java/lang/Enum" : "java/lang/Object");
            out.writeShort(PUBLIC_FINAL_SUPER | (isEnum ? ENUM : 0));
            out.writeShort(THIS);
            out.writeShort(SUPER);
            out.writeShort(isEnum ? 0 : 1);
            if (!isEnum) {
                out.writeShort(INTERFACE);
            }
            out.writeShort(0); // fields
            out.writeShort(isEnum ? 0 : 1);
            if (!isEnum) {
                writeConstructor(out);
            }
            out.writeShort(0); // attributes
        } catch (IOException e) {
            throw new UncheckedIOException("bytes are written to the heap", e);
        }
        return bytes.toByteArray();
    }

    private static void writeConstants(DataOutputStream out, String name, String parent) throws IOException {
        out.writeShort(ENTRIES);
        for (String type : new String[] {name, parent, "javax/cache/configuration/Factory"}) {
            out.writeByte(UTF_8);
            out.writeUTF(type);
            out.writeByte(CLASS);
            out.writeShort(type.equals(name) ? THIS - 1 : type.equals(parent) ? SUPER - 1 : INTERFACE - 1);
        }
        out.writeByte(UTF_8);
        out.writeUTF("<init>");
        out.writeByte(UTF_8);
        out.writeUTF("()V");
        out.writeByte(NAME_AND_TYPE);
        out.writeShort(CONSTRUCTOR_NAME);
        out.writeShort(CONSTRUCTOR_TYPE);
        out.writeByte(METHOD);
        out.writeShort(SUPER);
        out.writeShort(CONSTRUCTOR_TYPE + 1);
        out.writeByte(UTF_8);
        out.writeUTF("Code");
    }

    private static void writeConstructor(DataOutputStream out) throws IOException {
        out.writeShort(PUBLIC);
        out.writeShort(CONSTRUCTOR_NAME);
        out.writeShort(CONSTRUCTOR_TYPE);
        out.writeShort(1);
        out.writeShort(CODE_NAME);
        out.writeInt(CODE_HEADER + CALLS_SUPER.length);
        out.writeShort(1); // stack
        out.writeShort(1); // variables
        out.writeInt(CALLS_SUPER.length);
        out.write(CALLS_SUPER);
        out.writeShort(0); // handlers
        out.writeShort(0); // attributes
    }
}
