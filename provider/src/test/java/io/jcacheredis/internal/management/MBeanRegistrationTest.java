package io.jcacheredis.internal.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MBeanRegistrationTest {

    private static final String NAME = "javax.cache:type=CacheStatistics,CacheManager=a.manager,Cache=a.cache";

    private final MBeanRegistration first = registration(1);
    private final MBeanRegistration second = registration(2);

    private static MBeanRegistration registration(int number) {
        return new MBeanRegistration(
                "CacheStatistics", new ManagerName("a:manager", number), "a,cache", new CacheStatistics(true));
    }

    @AfterEach
    void end() {
        first.end();
        second.end();
    }

    private static boolean shown() throws Exception {
        return isThere(NAME);
    }

    private static boolean isThere(String name) throws Exception {
        return ManagementFactory.getPlatformMBeanServer().isRegistered(new ObjectName(name));
    }

    @Test
    void show_twice_isShownOnce_andHiddenByOneCall() throws Exception {
        first.show(true);
        first.show(true);
        assertThat(shown()).isTrue();

        first.show(false);
        assertThat(shown()).isFalse();
    }

    @Test
    void nameOfAnother_isLeftToIt_andTheNumberAdded() throws Exception {
        first.show(true);
        second.show(true);
        assertThat(isThere(NAME + ",instance=2")).isTrue();

        second.end();
        assertThat(isThere(NAME + ",instance=2")).isFalse();
        assertThat(shown()).isTrue();
    }

    @Test
    void numberOfAnother_isLeftToItToo() throws Exception {
        MBeanRegistration third = registration(2);
        first.show(true);
        second.show(true);

        assertThat(third.take()).isFalse();
        third.end();
        assertThat(isThere(NAME + ",instance=2")).isTrue();
    }

    @Test
    void show_afterEnd_showsNothing() throws Exception {
        first.end();

        first.show(true);
        assertThat(shown()).isFalse();
    }
}
