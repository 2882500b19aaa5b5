package org.headroom.model.job;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.model.job.ImageName.ByDigest;
import org.headroom.model.job.ImageName.ByTag;

/**
 * Which images renters may run. An image is not offered for being on the machine: the owner lists it, or it is fetched
 * for the renter by its digest. The one place where this is decided, before a bid and again before a start. Pure:
 * whether an image is there is not looked at, and so it is not told.
 *
 * @param listed what the owner offers of the engine's store
 * @param fetches whether other images may be fetched from the registry that they name
 */
public record OfferedImages(Set<ImageName> listed, boolean fetches) {
    /** No image at all. */
    public static final OfferedImages NONE = new OfferedImages(Set.of(), false);

    private static final int LONGEST_SHOWN = 120;

    public OfferedImages {
        listed = Set.copyOf(listed);
    }

    /** What is to be done for an order's image. */
    public sealed interface Choice {}

    /** It is one of the owner's list. @param orFetch whether it may be fetched where the store lacks it */
    public record Listed(ImageName name, boolean orFetch) implements Choice {}

    /** It has to come from its registry, also where the store has it: the registry decides who may have it. */
    public record Fetched(ByDigest name) implements Choice {}

    /** Renters may not run it. @param reason a part of a sentence */
    public record Refused(String reason) implements Choice {}

    /**
     * Of these alone, none fetched.
     *
     * @throws IllegalArgumentException where one names no image
     */
    public static OfferedImages of(List<String> names) {
        return new OfferedImages(
                names.stream()
                        .map(n -> ImageName.read(n)
                                .orElseThrow(() -> new IllegalArgumentException(n + " names no image")))
                        .collect(Collectors.toSet()),
                false);
    }

    /** The same, and others are fetched. */
    public OfferedImages withFetching() {
        return new OfferedImages(listed, true);
    }

    /** @param image as an order names it: anything */
    public Choice choose(String image) {
        Optional<ImageName> read = ImageName.read(image);
        if (read.isEmpty())
            return new Refused(
                    "the order names no image that can be meant: it must be NAME@sha256:…, or a whole image id");
        ImageName name = read.get();
        boolean fetchable = fetches && name instanceof ByDigest digest && namesRegistry(digest.repository());
        if (listed.contains(name)) return new Listed(name, fetchable);
        if (fetchable) return new Fetched((ByDigest) name);
        String what = "the image " + shown(name.text()) + " is not offered here";
        return new Refused(
                name instanceof ByTag
                        ? what + "; a tag may mean another image tomorrow: order it by its digest, NAME@sha256:…"
                        : what);
    }

    /** The listed images that are fetched from nowhere: the engine's store must have them. */
    public Set<ImageName> onlyStored() {
        return listed.stream().filter(n -> onlyStored(n.text()).isPresent()).collect(Collectors.toUnmodifiableSet());
    }

    /** The one of those that an order's image means; empty where it means none. */
    public Optional<ImageName> onlyStored(String image) {
        return choose(image) instanceof Listed listed && !listed.orFetch()
                ? Optional.of(listed.name())
                : Optional.empty();
    }

    /** Why renters may not run it, as a part of a sentence; empty where they may. */
    public Optional<String> refusal(String image) {
        return choose(image) instanceof Refused refused ? Optional.of(refused.reason()) : Optional.empty();
    }

    private static boolean namesRegistry(String repository) {
        int slash = repository.indexOf('/');
        String host = slash < 0 ? "" : repository.substring(0, slash);
        return host.contains(".") || host.contains(":");
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
