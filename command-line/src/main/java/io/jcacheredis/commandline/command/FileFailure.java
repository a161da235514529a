package io.jcacheredis.commandline.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Says what went wrong with a file, of which exceptions often have no more than the name. */
final class FileFailure {

    private FileFailure() {}

    /** Why nothing could be read. */
    static String ofInput(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        if (failure instanceof CharacterCodingException) {
            return "they are not UTF-8";
        }
        return of(failure);
    }

    /** Why nothing could be written, and what to do. */
    static String ofOutput(IOException failure) {
        if (failure instanceof FileAlreadyExistsException there) {
            return there.getFile() + " exists already, and export overwrites nothing. Name another file by --output,"
                    + " or remove this one first";
        }
        if (failure instanceof NoSuchFileException missing) {
            return "the folder of " + missing.getFile() + " does not exist";
        }
        return of(failure);
    }

    private static String of(IOException failure) {
        return failure instanceof AccessDeniedException denied
                ? "this user may not use " + denied.getFile()
                : String.valueOf(failure.getMessage());
    }
}
