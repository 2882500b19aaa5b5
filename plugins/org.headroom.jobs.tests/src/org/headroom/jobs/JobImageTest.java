package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.headroom.model.job.ImageName;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.OfferedImages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With an engine whose store a test writes itself, and which, like the real ones, takes part of an id for a name. */
class JobImageTest {
    private static final String ID = "15ab".repeat(16);
    private static final String DIGEST = "sha256:" + "c".repeat(64);
    private static final String REMOTE = "registry.example/app@" + DIGEST;

    @TempDir
    Path directory;

    private final Map<String, String> store = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private String pulled = "";
    private FakeEngineSocket fake;

    @BeforeEach
    void start() throws Exception {
        fake = new FakeEngineSocket(directory.resolve("s"), (method, target, exchange) -> {
            String decoded = URLDecoder.decode(target, StandardCharsets.UTF_8);
            asked.add(method + " " + decoded);
            if (decoded.equals("/version")) {
                exchange.json(
                        200, "{\"Version\": \"20.10.24\", \"ApiVersion\": \"1.41\", \"MinAPIVersion\": \"1.12\"}");
            } else if (decoded.endsWith("/info")) {
                exchange.json(200, "{}");
            } else if (decoded.contains("/images/create")) {
                exchange.json(200, pulled);
            } else {
                String name = decoded.replaceAll(".*/images/(.*)/json", "$1");
                String found = store.get(name);
                exchange.json(found == null ? 404 : 200, found == null ? "{\"message\": \"no such image\"}" : found);
            }
        });
    }

    @AfterEach
    void end() throws Exception {
        fake.close();
    }

    private String id(OfferedImages offered, String image) throws JobFailure {
        try (DockerEngine engine = new DockerEngine(fake.socket, "rig", offered)) {
            return new JobImage(engine, offered).id(image);
        }
    }

    private static String image(String id, String tag, String digest) {
        return "{\"Id\": \"sha256:" + id + "\", \"RepoTags\": [\"" + tag + "\"], \"RepoDigests\": [\"x/y@" + digest
                + "\"]}";
    }

    @Test
    void listedImageBecomesItsWholeId() throws Exception {
        store.put("localhost/app:1", image(ID, "localhost/app:1", DIGEST));
        store.put(ID, image(ID, "localhost/app:1", DIGEST));
        assertThat(id(OfferedImages.of(List.of("localhost/app:1")), "localhost/app:1"))
                .isEqualTo(ID);
        assertThat(id(OfferedImages.of(List.of(ID)), "sha256:" + ID)).isEqualTo(ID);
    }

    @Test
    void whatTheEngineFoundInsteadIsNotTaken() {
        store.put("localhost/app:1", image(ID, "private/app:7", DIGEST));
        store.put(ID, image("f".repeat(64), "private/app:7", DIGEST));
        store.put(REMOTE, image(ID, "private/app:7", "sha256:" + "d".repeat(64)));
        for (String name : List.of("localhost/app:1", ID, REMOTE))
            assertThatThrownBy(() -> id(OfferedImages.of(List.of(name)), name))
                    .as(name)
                    .isInstanceOf(JobFailure.class)
                    .hasMessageContaining("not in its engine's store");
    }

    @Test
    void imageIsNamedInFullAlsoWhereTheEngineFindsItByLess() throws Exception {
        store.put("app:1", image(ID, "localhost/app:1", DIGEST));
        assertThatThrownBy(() -> id(OfferedImages.of(List.of("app:1")), "app:1"))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("not in its engine's store");
        store.put("docker.io/library/app:2", image(ID, "app:2", DIGEST));
        store.put("app:2", image(ID, "app:2", DIGEST));
        for (String whole : List.of("docker.io/library/app:2", "app:2"))
            assertThat(id(OfferedImages.of(List.of(whole)), whole))
                    .as("Docker leaves its own registry out")
                    .isEqualTo(ID);
    }

    @Test
    void storeIsToldToHaveWhatAStartWouldFind() throws Exception {
        store.put("localhost/app:1", image(ID, "localhost/app:1", DIGEST));
        OfferedImages offered = OfferedImages.of(List.of("localhost/app:1", "localhost/app:2"));
        try (DockerEngine engine = new DockerEngine(fake.socket, "rig", offered)) {
            assertThat(engine.hasImage(new ImageName.ByTag("localhost/app", "1")))
                    .isTrue();
            assertThat(engine.hasImage(new ImageName.ByTag("localhost/app", "2")))
                    .isFalse();
            fake.close();
            assertThatThrownBy(() -> engine.hasImage(new ImageName.ByTag("localhost/app", "2")))
                    .as("no answer is no no")
                    .isInstanceOf(JobFailure.class);
        }
    }

    @Test
    void imageThatIsNotOfferedIsRefusedWithoutALookAndInTheSameWordsWhetherItIsThereOrNot() {
        store.put("private/app:7", image(ID, "private/app:7", DIGEST));
        store.put("15", image(ID, "private/app:7", DIGEST));
        OfferedImages offered = OfferedImages.of(List.of("localhost/app:1"));
        String here = refusal(offered, "private/app:7");
        assertThat(here.replace("app:7", "app:8")).isEqualTo(refusal(offered, "private/app:8"));
        assertThat(refusal(offered, "15").replace("15:", "16:")).isEqualTo(refusal(offered, "16"));
        assertThat(refusal(offered, REMOTE))
                .isEqualTo("The job was not started: the image " + REMOTE + " is not offered here.");
        assertThat(asked).isEmpty();
    }

    private String refusal(OfferedImages offered, String image) {
        try {
            return "taken as " + id(offered, image);
        } catch (JobFailure e) {
            assertThat(e.kind()).isEqualTo(JobFailure.Kind.NO_IMAGE);
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void digestIsAskedOfTheRegistryAlsoWhereTheStoreHasIt() throws Exception {
        OfferedImages offered = OfferedImages.NONE.withFetching();
        store.put(REMOTE, image(ID, "registry.example/app:1", DIGEST));
        pulled = "{\"errorDetail\": {\"message\": \"unauthorized\"}, \"error\": \"unauthorized\"}";
        assertThat(refusal(offered, REMOTE))
                .isEqualTo("The image " + REMOTE
                        + " could not be fetched: unauthorized. Check its name and the machine's network.");
        pulled = "{\"status\": \"Pulling\"}\n{\"status\": \"Status: Image is up to date\"}\n";
        assertThat(id(offered, REMOTE)).isEqualTo(ID);
        assertThat(asked).anyMatch(a -> a.startsWith("POST") && a.endsWith("fromImage=" + REMOTE));
    }
}
