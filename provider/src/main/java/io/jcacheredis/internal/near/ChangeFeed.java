package io.jcacheredis.internal.near;

import org.jspecify.annotations.Nullable;

/** Tells which entries of a cache were changed, whoever did it. All methods may be called by any thread. */
public interface ChangeFeed extends AutoCloseable {

    /**
     * The trust in what is read of an entry from now on: as long as it is given, its listener has been told of all changes since, or
     * will be within the bound that the trust has. Null if nobody would tell. Who asks again after the reading and gets the same one
     * knows that it was read where changes are told from.
     */
    @Nullable
    Trust trust(byte[] key);

    /** Tells nothing any more. */
    @Override
    void close();

    /** Is told of changes, by a thread that others wait for. */
    interface Listener {

        /** An entry was changed, or may have been. */
        void changed(byte[] key);

        /** All entries may have been changed. */
        void changedAll();
    }

    /** Makes feeds. */
    interface Source {

        /** The changes of the cache from now on. */
        ChangeFeed open(Listener listener);
    }
}
