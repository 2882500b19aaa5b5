package org.headroom.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.headroom.model.job.ImageName;
import org.headroom.model.job.OfferedImages;

/**
 * The offered images that the container engine has said not to have in its store. What it was not asked for yet, or did
 * not answer, is not among them.
 *
 * @param names in the order of their text
 * @param isAll whether it has none of those that are offered
 */
public record MissingImages(List<ImageName> names, boolean isAll) {
    public static final MissingImages NONE = new MissingImages(List.of(), false);

    private static final int MOST_SHOWN = 3;

    public MissingImages {
        names = List.copyOf(names);
    }

    /** Whether an order's image is one of them. */
    boolean contains(OfferedImages offered, String image) {
        return offered.onlyStored(image).filter(names::contains).isPresent();
    }

    /** For the owner; empty where none is missing. */
    String sentence() {
        if (names.isEmpty()) return "";
        if (names.size() == 1)
            return "The image " + shown() + " is in \"images\" of rig.json and not in the container engine's store: "
                    + "load it, or correct its name.";
        return names.size()
                + " images in \"images\" of rig.json are not in the container engine's store: load them, or "
                + "correct their names: " + shown() + ".";
    }

    /** The first ones, and how many more. */
    String shown() {
        String first = names.stream().limit(MOST_SHOWN).map(ImageName::text).collect(Collectors.joining(", "));
        int more = names.size() - MOST_SHOWN;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
