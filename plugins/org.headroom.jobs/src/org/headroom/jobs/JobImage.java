package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.job.ImageName;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;
import org.headroom.model.job.OfferedImages;

/**
 * Finds the one image that an order means, among those that renters may run. What comes of it is a whole id: by that
 * alone a container is created, so that no name can come to mean another image in between.
 */
final class JobImage {
    private static final Duration PULL_PATIENCE = Duration.ofMinutes(30);

    private final SocketEngine engine;
    private final OfferedImages offered;

    JobImage(SocketEngine engine, OfferedImages offered) {
        this.engine = engine;
        this.offered = offered;
    }

    /**
     * The id, 64 hexadecimal digits. Fetches the image where that is to be done.
     *
     * @throws JobFailure NO_IMAGE, with the same words for an image that is not offered, whether it is here or not
     */
    String id(String image) throws JobFailure {
        return switch (offered.choose(image)) {
            case OfferedImages.Refused refused ->
                throw new JobFailure(Kind.NO_IMAGE, "The job was not started: " + refused.reason() + ".");
            case OfferedImages.Fetched fetched -> fetched(fetched.name());
            case OfferedImages.Listed listed -> {
                Optional<String> id = stored(listed.name());
                if (id.isPresent()) yield id.get();
                if (listed.orFetch() && listed.name() instanceof ImageName.ByDigest digest) yield fetched(digest);
                throw new JobFailure(
                        Kind.NO_IMAGE,
                        "The image " + listed.name().text()
                                + " is offered by this rig and not in its engine's store; its owner has to load it.");
            }
        };
    }

    /** Also where the store has it: whoever fetched it before may have had a right that the renter has not. */
    private String fetched(ImageName.ByDigest name) throws JobFailure {
        Whole answer = engine.client.send("POST", engine.pullTarget(name.text()), Content.NONE, PULL_PATIENCE);
        String trouble = answer.ok() ? ImagePull.error(answer.body()) : ImagePull.trouble(answer.body());
        Optional<String> id = trouble.isEmpty() ? stored(name) : Optional.empty();
        if (id.isPresent()) return id.get();
        throw new JobFailure(
                Kind.NO_IMAGE,
                "The image " + name.text() + " could not be fetched: "
                        + (trouble.isEmpty() ? "the engine does not say why." : trouble)
                        + " Check its name and the machine's network.");
    }

    /** Engines take the beginning of an id for a name: what they found is compared with what was asked for. */
    Optional<String> stored(ImageName name) throws JobFailure {
        return switch (name) {
            case ImageName.ById byId -> look(byId.id()).map(JobImage::id).filter(byId.id()::equals);
            case ImageName.ByDigest digest ->
                look(digest.text())
                        .filter(image -> hasDigest(image, digest.digest()))
                        .map(JobImage::id);
            case ImageName.ByTag tag ->
                look(tag.text()).filter(image -> hasTag(image, tag.text())).map(JobImage::id);
        };
    }

    /** Docker knows an image that was pulled by the manifest's digest, one that was loaded by its configuration's. */
    private static boolean hasDigest(JsonNode image, String digest) {
        for (JsonNode name : image.path("RepoDigests")) if (name.asText().endsWith("@" + digest)) return true;
        return false;
    }

    /** By its whole name alone: Podman finds by a short one whichever registry's comes first. Docker leaves its own out. */
    private static boolean hasTag(JsonNode image, String name) {
        String docker = name.replaceFirst("^docker\\.io/(?:library/)?", "");
        for (JsonNode tag : image.path("RepoTags"))
            if (tag.asText().equals(name) || tag.asText().equals(docker)) return true;
        return false;
    }

    Optional<JsonNode> look(String reference) throws JobFailure {
        Whole answer = engine.client.get(engine.api() + "/images/" + EngineClient.encoded(reference) + "/json");
        if (answer.status() == 404) return Optional.empty();
        if (!answer.ok()) throw EngineClient.refused("The image cannot be looked up", EngineClient.message(answer));
        return Optional.of(EngineClient.json(answer));
    }

    /** Without what some engines put before it. */
    static String id(JsonNode image) {
        String id = image.path("Id").asText();
        return id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
    }
}
