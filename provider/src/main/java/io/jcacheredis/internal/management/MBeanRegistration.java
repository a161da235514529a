package io.jcacheredis.internal.management;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows an object in the platform's MBean server under the name that JSR-107 prescribes, or takes it away. Where another manager of the
 * same URI has that name, the one of this manager has its number added: {@code ,instance=2}.
 */
public final class MBeanRegistration {

    private static final Logger log = LoggerFactory.getLogger(MBeanRegistration.class);

    private final Lock lock = new ReentrantLock();
    /** The first that is free is taken. */
    private final List<ObjectName> names;

    private final Object bean;
    private @Nullable ObjectName shownAs;
    private boolean ended;

    /**
     * Does not register yet.
     *
     * @param type {@code CacheConfiguration} or {@code CacheStatistics}
     */
    public MBeanRegistration(String type, ManagerName manager, String cacheName, Object bean) {
        String name =
                "javax.cache:type=" + type + ",CacheManager=" + clean(manager.uri()) + ",Cache=" + clean(cacheName);
        this.names = List.of(named(name), named(name + instance(manager)));
        this.bean = bean;
    }

    private MBeanRegistration(ObjectName name, Object bean) {
        this.names = List.of(name);
        this.bean = bean;
    }

    /** Something of a manager, under a name of ours: JSR-107 has none for it. */
    public static MBeanRegistration ofManager(String type, ManagerName manager, Object bean) {
        String name = "io.jcacheredis:type=" + type + ",CacheManager=" + clean(manager.uri());
        return new MBeanRegistration(named(manager.number() == 1 ? name : name + instance(manager)), bean);
    }

    private static String instance(ManagerName manager) {
        return ",instance=" + manager.number();
    }

    private static ObjectName named(String text) {
        try {
            return new ObjectName(text);
        } catch (JMException e) {
            throw new CacheException("'" + text + "' is not a name for JMX", e);
        }
    }

    /** Registers or unregisters; does nothing where that is done already, or where the names are another's. */
    public void show(boolean shown) {
        if (!shown) {
            hide();
        } else if (!take()) {
            log.warn("JMX shows something else under each of {}; this one is not shown", names);
        }
    }

    /** Registers, if a name is free for it. Tells whether it was, or nothing is to be shown any more. */
    public boolean take() {
        lock.lock();
        try {
            return ended || shownAs != null || names.stream().anyMatch(this::register);
        } finally {
            lock.unlock();
        }
    }

    private boolean register(ObjectName name) {
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
            shownAs = name;
            return true;
        } catch (InstanceAlreadyExistsException e) {
            return false;
        } catch (JMException e) {
            throw new CacheException("JMX refuses " + name, e);
        }
    }

    private void hide() {
        lock.lock();
        try {
            ObjectName name = shownAs;
            if (name != null) {
                shownAs = null;
                unregister(name);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void unregister(ObjectName name) {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            log.debug("{} was taken from JMX by somebody else", name);
        } catch (JMException e) {
            throw new CacheException("JMX refuses to forget " + name, e);
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
