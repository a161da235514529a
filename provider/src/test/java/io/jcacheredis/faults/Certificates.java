package io.jcacheredis.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of one's own, made by the JDK's keytool. */
public final class Certificates {

    private static final String PASSWORD = "changeit";

    private final Path folder;

    /** An authority that signs others; its files lie in that folder. */
    public Certificates(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c", "-keystore", store("ca"));
        keytool("-exportcert", "-alias", "ca", "-rfc", "-file", ca().toString(), "-keystore", store("ca"));
    }

    /** The authority's own certificate, in PEM. */
    public Path ca() {
        return folder.resolve("ca.pem");
    }

    private String store(String name) {
        return folder.resolve(name + ".p12").toString();
    }

    /** A signed certificate for these names, such as {@code dns:localhost,ip:127.0.0.1}. */
    public void sign(String name, String algorithm, String alternativeNames) throws IOException, InterruptedException {
        String request = folder.resolve(name + ".csr").toString();
        String signed = folder.resolve(name + ".crt").toString();
        keytoolOf(algorithm, "-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keystore", store(name));
        keytool("-certreq", "-alias", name, "-file", request, "-keystore", store(name));
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-infile",
                request,
                "-outfile",
                signed,
                "-rfc",
                "-ext",
                "SAN=" + alternativeNames,
                "-keystore",
                store("ca"));
        keytool("-importcert", "-noprompt", "-alias", "ca", "-file", ca().toString(), "-keystore", store(name));
        keytool("-importcert", "-alias", name, "-file", signed, "-keystore", store(name));
    }

    /** The certificate in PEM, followed by the one that signed it. */
    public Path certificate(String name) throws IOException, GeneralSecurityException {
        StringBuilder pem = new StringBuilder();
        for (Certificate certificate : load(name).getCertificateChain(name)) {
            pem.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return Files.writeString(folder.resolve(name + ".pem"), pem, US_ASCII);
    }

    /** Its private key in PEM. */
    public Path key(String name) throws IOException, GeneralSecurityException {
        byte[] key = load(name).getKey(name, PASSWORD.toCharArray()).getEncoded();
        return Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key), US_ASCII);
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n";
    }

    private KeyStore load(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(Path.of(store(name)))) {
            store.load(file, PASSWORD.toCharArray());
        }
        return store;
    }

    /** What a server with that certificate needs; it trusts whom the authority signed. */
    public SSLContext context(String name) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(name), PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(name));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        keytoolOf("RSA", arguments);
    }

    private static void keytoolOf(String algorithm, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", algorithm, "-validity", "30"));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + printed);
        }
    }
}
