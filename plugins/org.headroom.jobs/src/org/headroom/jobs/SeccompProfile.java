package org.headroom.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;

/**
 * Which system calls a job may make, as JSON that Docker and Podman both read. Docker takes the text, Podman the path
 * of a file.
 */
record SeccompProfile(String text) {
    private static final String RESOURCE = "job-seccomp.json";
    private static final String FILE = "job-seccomp.json";

    /** A job's; what it refuses and why is in the decisions. */
    static final SeccompProfile JOB = of(resource());

    /** @param json without its white space from then on: the same profile is the same text */
    static SeccompProfile of(String json) {
        try {
            return new SeccompProfile(EngineClient.JSON.readTree(json).toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a profile is JSON", e);
        }
    }

    private static String resource() {
        try (InputStream in = SeccompProfile.class.getResourceAsStream(RESOURCE)) {
            if (in == null) throw new IllegalStateException(RESOURCE + " is missing from the bundle");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How Docker's API is told of it, and tells of it. */
    String dockerOption() {
        return "seccomp=" + text;
    }

    /**
     * Makes sure that the file is there, is the owner's alone and holds exactly this profile. Podman reads it as root or
     * as this user.
     *
     * @param directory where nobody but the rig writes; made if absent
     */
    Path fileIn(Path directory) throws JobFailure {
        Path file = directory.toAbsolutePath().resolve(FILE);
        try {
            if (!isIn(file)) write(file);
            PrivateFiles.tighten(file);
            if (isIn(file)) return file;
            throw new IOException("what was written is not what is there");
        } catch (IOException e) {
            throw new JobFailure(
                    Kind.LIMITS_NOT_SET,
                    "The job was not started, because the list of its system calls cannot be written to " + file + " ("
                            + EngineClient.reason(e) + "); check the folder's owner and the disk.",
                    e);
        }
    }

    private boolean isIn(Path file) throws IOException {
        try {
            return Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)
                    && Files.size(file) < 2L * text.length()
                    && Files.readString(file).equals(text);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whole or not at all: jobs may be starting with the one that is there. */
    private void write(Path file) throws IOException {
        PrivateFiles.createFolders(file.getParent());
        Path next = Files.createTempFile(file.getParent(), FILE, ".new", PrivateFiles.fileRights(file));
        try {
            PrivateFiles.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
