package org.headroom.cli;

import java.util.Optional;
import org.headroom.model.VisibleText;
import org.headroom.model.job.ImageName;

/** What is said of an order's image before anything is sent. Pure. */
final class RentImage {
    private RentImage() {}

    /**
     * What to know of an image that most rigs do not run; empty where there is nothing.
     *
     * @throws IllegalArgumentException where no rig could tell which image is meant
     */
    static Optional<String> note(String image) {
        ImageName name = ImageName.read(image)
                .orElseThrow(() -> new IllegalArgumentException("\"" + VisibleText.line(brief(image))
                        + "\" names no image: write NAME@sha256:…, or the 64 digits of an image's id"));
        return switch (name) {
            case ImageName.ByDigest digest -> Optional.empty();
            case ImageName.ById id ->
                Optional.of("only a rig whose owner offers exactly this image of its own store bids for an image id");
            case ImageName.ByTag tag ->
                Optional.of("the image " + brief(tag.text())
                        + " is named by a tag, which may mean another image tomorrow: only a rig whose owner offers"
                        + " exactly this name bids for it. Order it by its digest, NAME@sha256:…, which \"podman image"
                        + " inspect --format '{{.Digest}}' NAME:TAG\" tells where the image was pulled. Without a bid"
                        + " nothing is paid");
        };
    }

    private static String brief(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
