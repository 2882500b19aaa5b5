package org.headroom.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.headroom.model.job.ImageName;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.OfferedImages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the container engine which of the offered images its store has. An image that the engine was asked for in vain keeps its
 * last answer. Not thread-safe: one look at a time.
 */
final class ListedImages {
    private static final Logger LOG = LoggerFactory.getLogger(ListedImages.class);
    /** Images that one look asks for. */
    static final int MOST_A_LOOK = 32;
    /** An image that is there is asked for again after this, one that is missing at each look. */
    static final Duration AGAIN = Duration.ofSeconds(30);

    /** As {@link org.headroom.model.job.ContainerEngine#hasImage}. */
    interface Store {
        boolean has(ImageName name) throws JobFailure;
    }

    private enum Known {
        NEVER_ANSWERED,
        THERE,
        MISSING
    }

    private record Answer(Known known, long at) {}

    private final Store store;
    private final LongSupplier nanoTime;
    /** Those that were asked for longest ago first. */
    private final Map<ImageName, Answer> answers = new LinkedHashMap<>();

    ListedImages(Store store, OfferedImages offered) {
        this(store, offered, System::nanoTime);
    }

    ListedImages(Store store, OfferedImages offered, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
        offered.onlyStored().stream()
                .sorted(Comparator.comparing(ImageName::text))
                .forEach(name -> answers.put(name, new Answer(Known.NEVER_ANSWERED, 0)));
    }

    /** May take as long as the engine; ends with the first question that it does not answer. */
    MissingImages look() {
        long now = nanoTime.getAsLong();
        List<ImageName> due = answers.entrySet().stream()
                .filter(e -> e.getValue().known() != Known.THERE
                        || now - e.getValue().at() >= AGAIN.toNanos())
                .map(Map.Entry::getKey)
                .limit(MOST_A_LOOK)
                .toList();
        for (ImageName name : due) {
            try {
                answered(name, store.has(name) ? Known.THERE : Known.MISSING, now);
            } catch (JobFailure | RuntimeException e) {
                LOG.debug("The container engine does not tell whether it has {}; it is asked again", name.text(), e);
                // Behind the others, which may be answered.
                Answer before = answers.remove(name);
                if (before != null) answers.put(name, before);
                break;
            }
        }
        return missing();
    }

    private void answered(ImageName name, Known known, long now) {
        Answer before = answers.remove(name);
        answers.put(name, new Answer(known, now));
        boolean wasMissing = before != null && before.known() == Known.MISSING;
        if (known == Known.MISSING && !wasMissing)
            LOG.warn(
                    "The image {} is listed in \"images\" of rig.json and not in the container engine's store: no"
                            + " order for it is bid for. Load it into the engine, or write its name in full as the engine"
                            + " lists it, such as localhost/app:1.",
                    name.text());
        if (known == Known.THERE && wasMissing)
            LOG.info("The image {} is in the container engine's store now: orders for it are bid for", name.text());
    }

    /** As of the last answers. */
    MissingImages missing() {
        List<ImageName> names = new ArrayList<>();
        answers.forEach((name, answer) -> {
            if (answer.known() == Known.MISSING) names.add(name);
        });
        if (names.isEmpty()) return MissingImages.NONE;
        names.sort(Comparator.comparing(ImageName::text));
        return new MissingImages(names, names.size() == answers.size());
    }
}
