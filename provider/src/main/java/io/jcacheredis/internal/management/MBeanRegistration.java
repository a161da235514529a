package io.jcacheredis.internal.management;

import java.lang.management.ManagementFactory;
import javax.cache.CacheException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Shows an object in the platform's MBean server under the name that JSR-107 prescribes, or takes it away. */
public final class MBeanRegistration {

    private final ObjectName name;
    private final Object bean;

    /**
     * Does not register yet.
     *
     * @param type {@code CacheConfiguration} or {@code CacheStatistics}
     */
    public MBeanRegistration(String type, String managerName, String cacheName, Object bean) {
        this.bean = bean;
        String text = "javax.cache:type=" + type + ",CacheManager=" + clean(managerName) + ",Cache=" + clean(cacheName);
        try {
            this.name = new ObjectName(text);
        } catch (JMException e) {
            throw new CacheException("'" + text + "' is not a name for JMX", e);
        }
    }

    /** Registers or unregisters; does nothing where that is done already. */
    public void show(boolean shown) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            if (shown) {
                server.registerMBean(bean, name);
            } else {
                server.unregisterMBean(name);
            }
        } catch (InstanceAlreadyExistsException | InstanceNotFoundException e) {
            // It is as it should be: enabling is idempotent.
        } catch (JMException e) {
            throw new CacheException("JMX refuses " + name, e);
        }
    }

    /** JSR-107 replaces each of these characters, which mean something in an ObjectName, by a dot. */
    private static String clean(String text) {
        return text.replaceAll("[,:=\n?*\"]", ".");
    }
}
