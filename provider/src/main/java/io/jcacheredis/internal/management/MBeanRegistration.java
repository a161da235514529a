package io.jcacheredis.internal.management;

import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows an object in the platform's MBean server under the name that JSR-107 prescribes, or takes it away. */
public final class MBeanRegistration {

    private static final Logger log = LoggerFactory.getLogger(MBeanRegistration.class);

    private final Lock lock = new ReentrantLock();
    private final ObjectName name;
    private final Object bean;
    private boolean registered;
    private boolean ended;

    /**
     * Does not register yet.
     *
     * @param type {@code CacheConfiguration} or {@code CacheStatistics}
     */
    public MBeanRegistration(String type, String managerName, String cacheName, Object bean) {
        this("javax.cache:type=" + type + ",CacheManager=" + clean(managerName) + ",Cache=" + clean(cacheName), bean);
    }

    /** Something of a manager, under a name of ours: JSR-107 has none for it. */
    public static MBeanRegistration ofManager(String type, String managerName, Object bean) {
        return new MBeanRegistration("io.jcacheredis:type=" + type + ",CacheManager=" + clean(managerName), bean);
    }

    private MBeanRegistration(String text, Object bean) {
        this.bean = bean;
        try {
            this.name = new ObjectName(text);
        } catch (JMException e) {
            throw new CacheException("'" + text + "' is not a name for JMX", e);
        }
    }

    /** Registers or unregisters; does nothing where that is done already, or where the name is another's. */
    public void show(boolean shown) {
        lock.lock();
        try {
            if (shown && !registered && !ended) {
                ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
                registered = true;
            } else if (!shown && registered) {
                registered = false;
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
            }
        } catch (InstanceAlreadyExistsException e) {
            // A manager of the same URI for another class loader was first. JSR-107 gives the caches of both one name.
            log.warn("JMX shows something else as {} already; this one is not shown", name);
        } catch (InstanceNotFoundException e) {
            log.debug("{} was taken from JMX by somebody else", name);
        } catch (JMException e) {
            throw new CacheException("JMX refuses " + name, e);
        } finally {
            lock.unlock();
        }
    }

    /** Unregisters for good. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            show(false);
        } finally {
            lock.unlock();
        }
    }

    /** JSR-107 replaces each of these characters, which mean something in an ObjectName, by a dot. */
    private static String clean(String text) {
        return text.replaceAll("[,:=\n?*\"]", ".");
    }
}
