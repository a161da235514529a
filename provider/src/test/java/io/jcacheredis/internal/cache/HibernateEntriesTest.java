package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.OnFailure;
import io.jcacheredis.codec.CodecException;
import io.jcacheredis.codec.CodecException.Reason;
import io.jcacheredis.codec.FrameworkObjects;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HibernateEntriesTest {

    private final CodecException refusal = new CodecException("class com.acme.Genre is not allowed");
    private final List<String> warnings = new ArrayList<>();
    private Object hibernateKey;

    @BeforeEach
    void findKey() throws Exception {
        hibernateKey = FrameworkObjects.keys().get(0);
    }

    private HibernateEntries entries(OnFailure onFailure) {
        return new HibernateEntries("books", onFailure, warnings::add, "endless");
    }

    private static CodecException refused(String className, String message) {
        return CodecException.ofClass(Reason.REFUSED_CLASS, className, message, null);
    }

    @Test
    void whatIsLeftOut_isToldOncePerReason() {
        HibernateEntries entries = entries(OnFailure.DEGRADE);

        entries.leaveOut(refusal, hibernateKey);
        entries.leaveOut(refusal, "key", hibernateKey);
        entries.leaveOut(new ClassCastException("of another type"), hibernateKey);

        assertThat(warnings)
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning).endsWith("class com.acme.Genre is not allowed"))
                .anySatisfy(warning -> assertThat(warning).endsWith("of another type"));
    }

    /** A region has values of several classes, locks among them. */
    @Test
    void whatIsLeftOut_isNotSaidToNeedADeclaredType() {
        CodecException advice = DeclaredType.ofValues("books", Object.class)
                .whileWriting(refused("java.lang.String", "class java.lang.String is not allowed; add it"), "value");
        assertThat(advice).hasMessageContaining("value-type");

        entries(OnFailure.DEGRADE).leaveOut(advice, hibernateKey, "value");

        assertThat(warnings)
                .singleElement()
                .asString()
                .endsWith("cache 'books': class java.lang.String is not allowed; add it");
    }

    /** Each class that were allowed would lead to the next one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "class org.hibernate.sql.Metadata is not allowed to be deserialized; add it",
                "class org.hibernate.sql.Metadata is not Serializable; make it so"
            })
    void partsOfHibernateItself_areNotSaidToBeMended(String message) {
        CodecException failure = DeclaredType.ofValues("books", Object.class)
                .whileWriting(refused("org.hibernate.sql.Metadata", message), hibernateKey);

        entries(OnFailure.DEGRADE).leaveOut(failure, hibernateKey);

        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("cache 'books'", "org.hibernate.sql.Metadata", "native queries", "setCacheable")
                .doesNotContain("add it", "make it so");
    }

    @Test
    void reasonsWithoutEnd_areToldSoManyTimesOnly() {
        HibernateEntries entries = entries(OnFailure.DEGRADE);

        for (int i = 0; i < 200; i++) {
            entries.leaveOut(new CodecException(i + " bytes are too many"), hibernateKey);
        }

        assertThat(warnings).hasSize(100);
    }

    @Test
    void whatIsNotOfHibernate_isAnError() {
        assertThatThrownBy(() -> entries(OnFailure.DEGRADE).leaveOut(refusal, "key", "value"))
                .isSameAs(refusal);
        assertThat(warnings).isEmpty();
    }

    @Test
    void strictCache_hasErrors() {
        assertThatThrownBy(() -> entries(OnFailure.STRICT).leaveOut(refusal, hibernateKey))
                .isSameAs(refusal);
    }

    @Test
    void firstWrite_tellsWhoseCacheItIs() {
        HibernateEntries ofHibernate = entries(OnFailure.DEGRADE);
        ofHibernate.noteWrite(1L, hibernateKey);
        ofHibernate.noteWrite(hibernateKey, "value");
        assertThat(warnings).containsExactly("endless");

        HibernateEntries ofAnother = entries(OnFailure.DEGRADE);
        ofAnother.noteWrite("key", "value");
        ofAnother.noteWrite(hibernateKey, "value");
        assertThat(warnings).containsExactly("endless");
    }
}
