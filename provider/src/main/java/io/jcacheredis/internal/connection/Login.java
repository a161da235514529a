package io.jcacheredis.internal.connection;

import org.jspecify.annotations.Nullable;

/** As whom we log in; without a password we don't. Shows neither. */
public record Login(@Nullable String user, @Nullable String password) {

    /** Nobody. */
    public static final Login NONE = new Login(null, null);

    @Override
    public String toString() {
        return password == null ? "no login" : "a login";
    }
}
