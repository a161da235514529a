package io.jcacheredis.internal.connection;

import java.nio.file.Path;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How TLS connections are made. All files are PEM, and read whenever a connection is made, so that a renewed certificate needs no
 * restart.
 *
 * @param ca the certificates of those who may sign a server's; null for the trust store of the JVM
 * @param certificate our own certificate and those that it is signed by; null for none
 * @param key the certificate's private key, in PKCS #8 without a password
 * @param verification of the server
 * @param context what a program makes connections with, in place of the files; null for none
 */
public record TlsSettings(
        @Nullable Path ca,
        @Nullable Path certificate,
        @Nullable Path key,
        Verification verification,
        @Nullable Supplier<SSLContext> context) {

    /** What Java does by itself, and the server's name is verified too. */
    public static final TlsSettings DEFAULT = new TlsSettings(null, null, null, Verification.FULL);

    /** Without a context of a program. */
    public TlsSettings(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key, Verification verification) {
        this(ca, certificate, key, verification, null);
    }

    /** What is looked at before anything is sent. */
    public enum Verification {
        /** The server's certificate and that it has the host's name. */
        FULL,
        /** Nothing: whoever is in between reads and changes what he likes. */
        NONE_INSECURE
    }
}
