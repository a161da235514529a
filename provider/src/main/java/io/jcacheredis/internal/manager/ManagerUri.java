package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.connection.RedisAddress;
import java.net.URI;

/** What a manager is known by. */
public final class ManagerUri {

    private ManagerUri() {}

    /** The URI that a manager opened with this one shows: without user and password if it is the address of a Redis. */
    public static URI shown(URI uri) {
        if (!RedisAddress.isAddress(uri) || uri.getRawFragment() != null) {
            return uri;
        }
        try {
            return RedisAddress.parse(uri.toString()).alias();
        } catch (IllegalArgumentException e) {
            return uri; // the settings say what is wrong with it
        }
    }
}
