package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.headroom.model.job.ImageName;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.OfferedImages;
import org.junit.jupiter.api.Test;

class ListedImagesTest {
    private static final String A = "localhost/a:1";
    private static final String B = "localhost/b:1";
    private static final String REMOTE = "registry.example/app@sha256:" + "c".repeat(64);

    private final Set<String> lacking = new HashSet<>();
    private boolean silent;
    private final AtomicLong time = new AtomicLong();

    private ListedImages images(OfferedImages offered) {
        return new ListedImages(this::has, offered, time::get);
    }

    private boolean has(ImageName name) throws JobFailure {
        if (silent) throw new JobFailure(JobFailure.Kind.NO_ENGINE, "The container engine does not answer.");
        return !lacking.contains(name.text());
    }

    private static List<String> names(MissingImages missing) {
        return missing.names().stream().map(ImageName::text).toList();
    }

    @Test
    void imageIsMissingWhereTheEngineSaysSoAndUntilItSaysOtherwise() {
        lacking.add(B);
        ListedImages images = images(OfferedImages.of(List.of(A, B)));
        assertThat(images.missing()).as("not asked yet").isEqualTo(MissingImages.NONE);
        MissingImages some = images.look();
        assertThat(names(some)).containsExactly(B);
        assertThat(some.isAll()).isFalse();
        assertThat(some.sentence()).contains(B).contains("load it");
        lacking.clear();
        assertThat(images.look()).isEqualTo(MissingImages.NONE);
    }

    @Test
    void imageThatIsRemovedIsNoticedWithinTheTimeOfALook() {
        ListedImages images = images(OfferedImages.of(List.of(A)));
        images.look();
        lacking.add(A);
        time.addAndGet(ListedImages.AGAIN.toNanos());
        assertThat(images.look().isAll()).isTrue();
    }

    @Test
    void imageIsNotMissingWhereTheEngineDoesNotAnswerAndKeepsItsLastAnswer() {
        lacking.add(A);
        silent = true;
        ListedImages images = images(OfferedImages.of(List.of(A)));
        assertThat(images.look()).isEqualTo(MissingImages.NONE);
        silent = false;
        assertThat(names(images.look())).containsExactly(A);
        silent = true;
        assertThat(names(images.look())).containsExactly(A);
    }

    @Test
    void imageThatMayBeFetchedIsNotLookedFor() {
        lacking.add(REMOTE);
        OfferedImages listed = OfferedImages.of(List.of(REMOTE));
        assertThat(images(listed.withFetching()).look()).isEqualTo(MissingImages.NONE);
        assertThat(names(images(listed).look())).containsExactly(REMOTE);
    }

    @Test
    void eachLookAsksForSoManyAndAllHaveTheirTurn() {
        List<String> many = IntStream.range(0, 3 * ListedImages.MOST_A_LOOK)
                .mapToObj(i -> "localhost/many:" + i)
                .toList();
        lacking.addAll(many);
        ListedImages images = images(OfferedImages.of(many));
        assertThat(images.look().names()).hasSize(ListedImages.MOST_A_LOOK);
        images.look();
        MissingImages all = images.look();
        assertThat(all.isAll()).isTrue();
        assertThat(all.sentence()).contains("96 images").contains("and 93 more");
        lacking.remove("localhost/many:0");
        for (int i = 0; i < 3; i++) images.look();
        assertThat(images.missing().names()).hasSize(many.size() - 1);
        assertThat(images.missing().isAll()).isFalse();
    }
}
