package io.jcacheredis.reachability;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;

/**
 * A Java agent that records in {@link Trace} what the JVM does by reflection, as the agent of GraalVM does: classes by their names, members,
 * method handles, proxies, arrays, resources and serialized classes. Its option is the file to write to.
 */
public final class TracingAgent {

    private static final Attributes.Name PREMAIN = new Attributes.Name("Premain-Class");
    private static final Attributes.Name BOOT = new Attributes.Name("Boot-Class-Path");
    private static final Attributes.Name REDEFINE = new Attributes.Name("Can-Redefine-Classes");

    private TracingAgent() {}

    /** The option of a JVM, with the class path of this one, that makes it write its trace to a file. */
    static String option(Path folder, Path file) throws IOException {
        Path boot = folder.resolve("trace.jar");
        String recorder = Trace.class.getName().replace('.', '/') + ".class";
        try (InputStream code = Trace.class.getResourceAsStream("/" + recorder)) {
            jar(boot, Map.of(), Map.of(recorder, code.readAllBytes()));
        }
        Path agent = folder.resolve("agent.jar");
        jar(agent, Map.of(PREMAIN, TracingAgent.class.getName(), BOOT, boot.toString(), REDEFINE, "true"), Map.of());
        return "-javaagent:" + agent + "=" + file;
    }

    private static void jar(Path file, Map<Attributes.Name, String> attributes, Map<String, byte[]> entries)
            throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach(manifest.getMainAttributes()::put);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
    }

    /** Called by the JVM before the main method. */
    public static void premain(String file, Instrumentation instrumentation) throws Exception {
        instrumentation.redefineModule(
                Object.class.getModule(), Set.of(Trace.class.getModule()), Map.of(), Map.of(), Set.of(), Map.of());
        Map<Class<?>, DynamicType.Builder<?>> changed = new LinkedHashMap<>();
        for (Advised advised : Advised.ALL) {
            changed.merge(advised.type(), advised.by(original(advised.type())), (before, alone) -> advised.by(before));
        }
        List<ClassDefinition> definitions = new ArrayList<>();
        changed.forEach((type, change) -> definitions.add(new ClassDefinition(type, code(change))));
        instrumentation.redefineClasses(definitions.toArray(ClassDefinition[]::new));
        Trace.start(Path.of(file));
    }

    private static DynamicType.Builder<?> original(Class<?> type) {
        return new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .with(Implementation.Context.Disabled.Factory.INSTANCE)
                .redefine(type, ClassFileLocator.ForClassLoader.ofBootLoader());
    }

    private static byte[] code(DynamicType.Builder<?> change) {
        try (DynamicType.Unloaded<?> made = change.make()) {
            return made.getBytes();
        }
    }
}
