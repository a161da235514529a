package io.jcacheredis.internal.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MBeanRegistrationTest {

    private final MBeanRegistration first = registration();
    private final MBeanRegistration second = registration();

    private static MBeanRegistration registration() {
        return new MBeanRegistration("CacheStatistics", "a:manager", "a,cache", new CacheStatistics(true));
    }

    @AfterEach
    void end() {
        first.end();
        second.end();
    }

    private static boolean shown() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .isRegistered(new ObjectName("javax.cache:type=CacheStatistics,CacheManager=a.manager,Cache=a.cache"));
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
    void nameOfAnother_isLeftToIt() throws Exception {
        first.show(true);
        second.show(true);

        second.end();
        assertThat(shown()).isTrue();
    }

    @Test
    void show_afterEnd_showsNothing() throws Exception {
        first.end();

        first.show(true);
        assertThat(shown()).isFalse();
    }
}
