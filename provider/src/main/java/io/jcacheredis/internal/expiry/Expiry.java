package io.jcacheredis.internal.expiry;

import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.ExpiryPlan.Slot;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The expiry policy of one cache.
 *
 * <p>The five policies of the specification are final and constant, so their answers are known beforehand. Any other
 * policy may answer anew each time: its plan is undetermined, and the store says which one answer it needs.
 */
public final class Expiry {

    private static final Logger log = LoggerFactory.getLogger(Expiry.class);

    private static final Set<Class<?>> CONSTANT = Set.of(
            CreatedExpiryPolicy.class,
            ModifiedExpiryPolicy.class,
            AccessedExpiryPolicy.class,
            TouchedExpiryPolicy.class,
            EternalExpiryPolicy.class);

    private final ExpiryPolicy policy;
    private final ExpiryPlan plan;
    private final AtomicBoolean failureLogged = new AtomicBoolean();

    public Expiry(ExpiryPolicy policy) {
        this.policy = policy;
        this.plan = CONSTANT.contains(policy.getClass())
                ? new ExpiryPlan(ask(Slot.CREATION), ask(Slot.UPDATE), ask(Slot.ACCESS))
                : new ExpiryPlan(Special.UNDETERMINED, Special.UNDETERMINED, Special.UNDETERMINED);
    }

    /** What is known without asking the policy. */
    public ExpiryPlan plan() {
        return plan;
    }

    /**
     * Asks the policy. One that throws means the specification's default: eternal on creation, else unchanged.
     *
     * @see ExpiryPolicy
     */
    public TimeToLive ask(Slot slot) {
        try {
            @Nullable
            Duration duration = switch (slot) {
                case CREATION -> policy.getExpiryForCreation();
                case UPDATE -> policy.getExpiryForUpdate();
                case ACCESS -> policy.getExpiryForAccess();
            };
            TimeToLive timeToLive = TimeToLive.of(duration);
            return slot == Slot.CREATION && timeToLive == Special.UNCHANGED ? Special.ETERNAL : timeToLive;
        } catch (Exception e) { // also an undeclared checked one
            logFailure(slot, e);
            return slot == Slot.CREATION ? Special.ETERNAL : Special.UNCHANGED;
        }
    }

    /** Once loudly: a policy that fails is asked again at the next operation. */
    private void logFailure(Slot slot, Exception failure) {
        if (failureLogged.compareAndSet(false, true)) {
            log.warn(
                    "The expiry policy {} failed for {}: new entries are eternal, others keep their time to live. Further"
                            + " failures are logged at debug level",
                    policy.getClass().getName(),
                    slot,
                    failure);
        } else {
            log.debug("The expiry policy {} failed for {}", policy.getClass().getName(), slot, failure);
        }
    }
}
