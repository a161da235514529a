package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where sessions are stored, so are the beans in them, with their interceptors and what was injected. */
class PassivationTest {

    private Deployment deployment;

    @BeforeEach
    void deploy() {
        deployment = Deployment.of(Cart.class);
    }

    @AfterEach
    void undeploy() {
        deployment.close();
    }

    @SessionScoped
    static class Cart implements Serializable {
        private static final long serialVersionUID = 1;

        @Inject
        @CacheName("offers")
        @SuppressWarnings("serial") // What is injected here is.
        Cache<String, Integer> offers;

        private int calls;

        @CacheResult(cacheName = "prices")
        public int price(String id) {
            return ++calls;
        }

        public Cache<String, Integer> offers() {
            return offers;
        }
    }

    /** As a container makes it for a session; there are none here. */
    private Cart newCart() {
        BeanManager beans = deployment.container().getBeanManager();
        Bean<?> bean = beans.resolve(beans.getBeans(Cart.class));
        return create(beans, bean);
    }

    private static <T> Cart create(BeanManager beans, Bean<T> bean) {
        return (Cart) bean.create(beans.createCreationalContext(bean));
    }

    private static Cart stored(Cart cart) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(cart);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Cart) in.readObject();
        }
    }

    @Test
    void interceptedBean_storedAndReadBack_isStillIntercepted() throws Exception {
        Cart cart = newCart();
        assertThat(cart.price("a")).isEqualTo(1);
        Cart read = stored(cart);

        assertThat(read).isNotSameAs(cart);
        assertThat(read.price("a")).isEqualTo(1);
        assertThat(read.price("b")).isEqualTo(2);
        assertThat(deployment.cache("prices").get(ParameterKey.of("b"))).isEqualTo(2);
    }

    @Test
    void injectedCache_storedAndReadBack_isTheCacheOfThatName() throws Exception {
        Cache<String, Integer> offers = stored(newCart()).offers();
        offers.put("a", 1);

        Cache<String, Integer> managed =
                deployment.get(CacheManager.class).getCache("offers", String.class, Integer.class);
        assertThat(managed.get("a")).isEqualTo(1);
        assertThat((Object) offers.unwrap(managed.getClass())).isSameAs(managed);
    }

    @Test
    void injectedCache_isAnObjectLikeOthers() {
        Cache<String, Integer> offers = newCart().offers();

        assertThat(offers).hasToString("cache 'offers'");
        assertThat(new HashSet<>(List.of(offers, newCart().offers())))
                .hasSize(2)
                .contains(offers);
        assertThatThrownBy(() -> offers.put(null, 1)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void injectedCache_destroyed_throwsAsAClosedOneDoes() {
        Cache<String, Integer> offers = newCart().offers();
        deployment.get(CacheManager.class).destroyCache("offers");

        assertThatThrownBy(() -> offers.get("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'offers' was destroyed");
    }
}
