package io.jcacheredis.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A framework of OSGi in this JVM. Its bundles see the JDK and each other, and nothing of the class path of the tests. */
final class OsgiFramework implements AutoCloseable {

    private final Framework framework;

    private OsgiFramework(Framework framework) {
        this.framework = framework;
    }

    /** Starts one that keeps its bundles in a folder. */
    static OsgiFramework start(Path folder) throws BundleException {
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        Framework framework = factory.newFramework(Map.of(
                "org.osgi.framework.storage",
                folder.toString(),
                "felix.service.urlhandlers",
                "false")); // those would be for the whole JVM
        framework.start();
        return new OsgiFramework(framework);
    }

    Bundle install(Path jar) throws BundleException {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    List<Bundle> install(List<Path> jars) throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(install(jar));
        }
        return bundles;
    }

    /** Starts bundles, and says of each that does not resolve what it misses. */
    void start(List<Bundle> bundles) throws BundleException {
        for (Bundle bundle : bundles) {
            bundle.start();
            assertThat(bundle.getState()).as(bundle.getSymbolicName()).isEqualTo(Bundle.ACTIVE);
        }
    }

    /** What the library's service of this name answers. */
    String ask(String way, String url) throws InvalidSyntaxException {
        var context = framework.getBundleContext();
        ServiceReference<?> found = context.getServiceReferences(Function.class, "(way=" + way + ")").stream()
                .findFirst()
                .orElseThrow();
        @SuppressWarnings("unchecked")
        Function<String, String> service = (Function<String, String>) Objects.requireNonNull(context.getService(found));
        return service.apply(url);
    }

    @Override
    public void close() throws IOException {
        try {
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(30));
        } catch (BundleException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
