package io.jcacheredis.embedded;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * A folder of programs that came out of jars, each once per content.
 *
 * <p>A file's name carries the checksum of its content and the file is moved into place whole, so that JVMs which extract
 * at the same time see either no file or all of it. The folder and its files are writable by their owner alone; a
 * folder of that name that somebody else made is not used.
 */
final class ExecutableCache {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final int CHECKSUM_LENGTH = 16;

    private final Path folder;

    ExecutableCache(Path folder) {
        this.folder = folder;
    }

    /** The folder of this user below the JVM's temporary folder. */
    static ExecutableCache ofThisUser() {
        String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9_-]", "_");
        return new ExecutableCache(Path.of(System.getProperty("java.io.tmpdir"), "jcache-redis-embedded-" + user));
    }

    /** The program's file, written now unless it is there with the same content. */
    Path put(String name, byte[] content) throws IOException {
        Path home = ownFolder();
        Path program = home.resolve(name + "-" + checksum(content));
        if (!holds(program, content)) {
            moveIn(program, content);
        }
        return program;
    }

    private Path ownFolder() throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        try {
            Files.createDirectory(folder, ownerOnly());
        } catch (FileAlreadyExistsException e) {
            if (!isOurs(folder)) {
                throw new IOException(folder + " belongs to, or can be written by, another user", e);
            }
        }
        return folder;
    }

    private static boolean isOurs(Path folder) throws IOException {
        if (!posix()) {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
        }
        PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Path ours = Files.createTempFile("jcache-redis-embedded-", ".owner");
        try {
            return found.isDirectory()
                    && found.owner().equals(Files.getOwner(ours))
                    && !found.permissions().contains(PosixFilePermission.GROUP_WRITE)
                    && !found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
        } finally {
            Files.delete(ours);
        }
    }

    private static boolean holds(Path program, byte[] content) throws IOException {
        return Files.isExecutable(program)
                && Files.size(program) == content.length
                && Arrays.equals(Files.readAllBytes(program), content);
    }

    private static void moveIn(Path program, byte[] content) throws IOException {
        Path part = Files.createTempFile(program.getParent(), program.getFileName() + "-", ".part", ownerOnly());
        try {
            Files.write(part, content);
            Files.move(part, program, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return posix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static String checksum(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest).substring(0, CHECKSUM_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
