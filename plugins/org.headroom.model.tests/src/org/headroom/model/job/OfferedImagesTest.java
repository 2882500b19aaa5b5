package org.headroom.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.headroom.model.job.ImageName.ByDigest;
import org.headroom.model.job.ImageName.ById;
import org.headroom.model.job.ImageName.ByTag;
import org.headroom.model.job.OfferedImages.Fetched;
import org.headroom.model.job.OfferedImages.Listed;
import org.headroom.model.job.OfferedImages.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferedImagesTest {
    private static final String HEX = "15ab".repeat(16);
    private static final String DIGEST = "sha256:" + HEX;

    @Test
    void nameIsReadAsWhatItIs() {
        assertThat(ImageName.read(HEX)).contains(new ById(HEX));
        assertThat(ImageName.read(DIGEST)).contains(new ById(HEX));
        assertThat(ImageName.read("registry.example:5000/a/app@" + DIGEST))
                .contains(new ByDigest("registry.example:5000/a/app", DIGEST));
        assertThat(ImageName.read("registry.example/app:1.2@" + DIGEST))
                .as("the tag says nothing beside a digest")
                .contains(new ByDigest("registry.example/app", DIGEST));
        assertThat(ImageName.read("localhost/app:1")).contains(new ByTag("localhost/app", "1"));
        assertThat(ImageName.read("registry.example:5000/app"))
                .contains(new ByTag("registry.example:5000/app", "latest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "15ab15ab", "15ab15ab15ab15ab15ab15ab15ab15ab15ab15ab15ab15ab15ab15ab15ab15a"})
    void beginningOfAnIdIsNoId(String part) {
        assertThat(ImageName.read(part)).contains(new ByTag(part, "latest"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "sha256:15ab",
                "sha256:15",
                "app@sha256:15ab",
                "app@md5:15ab",
                "../app:1",
                "app:1\n",
                "app:1:2",
                "APP:1",
                "-v",
                "app:",
                "/app:1",
                "a//b:1",
                "app:1?x=1"
            })
    void whatNamesNoImageIsNotRead(String text) {
        assertThat(ImageName.read(text)).isEmpty();
    }

    @Test
    void nothingIsOfferedThatIsNotListed() {
        OfferedImages offered = OfferedImages.of(List.of("localhost/app:1", DIGEST));
        assertThat(offered.choose("localhost/app:1")).isEqualTo(new Listed(new ByTag("localhost/app", "1"), false));
        assertThat(offered.choose(HEX)).isEqualTo(new Listed(new ById(HEX), false));
        assertThat(offered.refusal("localhost/app:1")).isEmpty();
        for (String other : List.of(
                "localhost/app:2",
                "localhost/app",
                "app:1",
                "15",
                "15ab15ab15ab",
                "owner-private/app:7",
                "f".repeat(64),
                "localhost/app@" + DIGEST,
                "registry.example/app@" + DIGEST,
                "sha256:15ab")) assertThat(offered.choose(other)).as(other).isInstanceOf(Refused.class);
        assertThat(OfferedImages.NONE.refusal("localhost/app:1")).isPresent();
    }

    @Test
    void tagThatIsNotOfferedIsRefusedWithWhatToDo() {
        assertThat(OfferedImages.NONE.refusal("nginx:latest"))
                .contains(
                        "the image nginx:latest is not offered here; a tag may mean another image tomorrow: order it by"
                                + " its digest, NAME@sha256:…");
    }

    @Test
    void onlyDigestsFromARegistryAreFetched() {
        OfferedImages offered = OfferedImages.of(List.of("localhost/app:1")).withFetching();
        assertThat(offered.choose("registry.example/app:1@" + DIGEST))
                .isEqualTo(new Fetched(new ByDigest("registry.example/app", DIGEST)));
        for (String other : List.of("registry.example/app:1", "app@" + DIGEST, "localhost/app@" + DIGEST, HEX))
            assertThat(offered.choose(other)).as(other).isInstanceOf(Refused.class);
    }

    @Test
    void listWithSomethingThatNamesNoImageIsRefused() {
        assertThatThrownBy(() -> OfferedImages.of(List.of("sha256:15"))).hasMessage("sha256:15 names no image");
    }
}
