package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Status;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The filter by itself: it sees loaded classes, also those that objects are resolved to, and the room they ask for. */
class AllowListTest {

    public interface Allowed {}

    public interface Other {}

    private record Info(Class<?> serialClass, long arrayLength) implements ObjectInputFilter.FilterInfo {

        @Override
        public long depth() {
            return 1;
        }

        @Override
        public long references() {
            return 1;
        }

        @Override
        public long streamBytes() {
            return 1;
        }
    }

    private final List<String> refused = new ArrayList<>();
    private final ObjectInputFilter filter = new AllowList(
                    Object.class, "io.jcacheredis.codec.AllowListTest$Allowed;java.lang.Thread;!java.util.ArrayList")
            .filter(10, refused::add);

    private static Class<?> proxy(Class<?>... interfaces) {
        return Proxy.newProxyInstance(AllowListTest.class.getClassLoader(), interfaces, (p, m, a) -> null)
                .getClass();
    }

    static List<Arguments> classes() {
        return List.of(
                Arguments.of("passive", String.class, Status.ALLOWED),
                Arguments.of("array of passive ones", String[][].class, Status.ALLOWED),
                Arguments.of("array of primitives", int[].class, Status.ALLOWED),
                Arguments.of("by a pattern", Thread.class, Status.ALLOWED),
                Arguments.of("unknown", Runtime.class, Status.REJECTED),
                Arguments.of("array of unknown ones", Runtime[].class, Status.REJECTED),
                Arguments.of("proxy", proxy(Allowed.class), Status.ALLOWED),
                Arguments.of("proxy of something else too", proxy(Allowed.class, Other.class), Status.REJECTED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classes")
    void loadedClass_isJudgedAsItsName_andTellsWhatWasRefused(String kind, Class<?> type, Status expected) {
        assertThat(filter.checkInput(new Info(type, -1))).isEqualTo(expected);
        assertThat(refused).isEqualTo(expected == Status.REJECTED ? List.of(type.getName()) : List.of());
    }

    @Test
    void patternThatTakesAway_winsOverWhatIsPassive() {
        assertThat(filter.checkInput(new Info(ArrayList.class, -1))).isEqualTo(Status.REJECTED);
    }

    @Test
    void withoutAClass_thereIsNothingToDecide() {
        assertThat(filter.checkInput(new Info(null, -1))).isEqualTo(Status.UNDECIDED);
    }

    /** Four times the 10 bytes of the stream, and what copies may ask for. */
    @Test
    void roomForAllArraysTogether_isBoundedByTheBytesOfTheStream() {
        assertThat(filter.checkInput(new Info(Object[].class, 65_536 + 36))).isEqualTo(Status.ALLOWED);
        assertThat(filter.checkInput(new Info(Object[].class, 4))).isEqualTo(Status.ALLOWED);
        assertThat(filter.checkInput(new Info(String.class, -1)))
                .as("no array gives none back")
                .isEqualTo(Status.ALLOWED);
        assertThat(filter.checkInput(new Info(Object[].class, 1))).isEqualTo(Status.REJECTED);
    }
}
