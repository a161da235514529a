package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachableTypesTest {

    static class Bound {}

    static class Upper {}

    static class Argument {}

    static class Element {}

    static class Parent {
        int number;
    }

    static class Unreached {}

    record Box<T>(T content) {}

    sealed interface Choice permits Left, Right {}

    record Left() implements Choice {}

    @SuppressWarnings({"unused", "UnusedVariable"}) // its field is looked at
    static final class Right implements Choice {
        Element[][] elements;
    }

    @SuppressWarnings({"unused", "UnusedVariable"}) // its fields are looked at
    static class Whole<T extends Bound> extends Parent implements Comparator<Unreached> {
        static Unreached shared;
        transient Unreached fleeting;
        T variable;
        List<? extends Upper> wildcard;
        Box<Argument>[] generic;
        Choice choice;
        Whole<T> itself;
        int[] numbers;

        @Override
        public int compare(Unreached one, Unreached other) {
            return 0;
        }
    }

    @Test
    void typesOfFields_theirArgumentsBoundsElementsAndSubclasses_makeUpAType() {
        assertThat(ReachableTypes.of(Whole.class))
                .containsExactlyInAnyOrder(
                        Whole.class.getName(),
                        Parent.class.getName(),
                        Bound.class.getName(),
                        "java.util.List",
                        Upper.class.getName(),
                        Box.class.getName(),
                        "java.lang.Record",
                        Argument.class.getName(),
                        Choice.class.getName(),
                        Left.class.getName(),
                        Right.class.getName(),
                        Element.class.getName(),
                        "java.lang.Object");
    }

    @Test
    void classOfTheJdk_isMadeUpOfItselfAndItsSuperclasses() {
        assertThat(ReachableTypes.of(Integer.class))
                .containsExactlyInAnyOrder("java.lang.Integer", "java.lang.Number", "java.lang.Object");
        assertThat(ReachableTypes.of(int.class)).isEmpty();
        assertThat(ReachableTypes.of(Serializable[].class)).containsExactly("java.io.Serializable");
    }
}
