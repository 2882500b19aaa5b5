package org.headroom.jobs;

import java.io.InputStream;
import java.util.Optional;
import org.headroom.model.job.JobFailure;

/** The images that an engine has on this machine. */
public interface ImageStore {
    /** The digest of the image's configuration, {@code sha256:…}; empty where there is no such image. */
    Optional<String> imageDigest(String reference) throws JobFailure;

    /** Loads an archive as {@code docker save} writes it. The stream is read to its end and not closed. */
    void load(InputStream archive, long bytes) throws JobFailure;
}
