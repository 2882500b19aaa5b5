package org.headroom.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The house as it stands: every manifest and every source of this checkout against the rules. */
class ArchitectureTest {
    private final Repository repository = Repository.around();
    private final List<BundleManifest> manifests =
            repository.texts(path -> path.endsWith("/META-INF/MANIFEST.MF")).values().stream()
                    .map(BundleManifest::parse)
                    .toList();

    @Test
    void everyManifestDrawsOnlyAllowedArrows() throws IOException {
        ManifestRules rules = new ManifestRules(table());
        assertThat(manifests).hasSizeGreaterThan(5);
        assertThat(manifests.stream().flatMap(m -> rules.brokenBy(m).stream())).isEmpty();
    }

    @Test
    void noBundleNeedsItselfInTheEnd() {
        assertThat(ManifestRules.cycles(manifests)).isEmpty();
    }

    @Test
    void theTableItselfHasNoCycleAndKeepsTheWindowInItsRooms() throws IOException {
        Map<String, Arrows.Row> rows = table().rows();
        List<BundleManifest> asManifests = rows.entrySet().stream()
                .map(row -> new BundleManifest(
                        row.getKey(),
                        row.getValue().bundles().stream()
                                .map(name -> new BundleManifest.Clause(name, ""))
                                .toList(),
                        List.of(),
                        List.of(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty()))
                .toList();
        assertThat(ManifestRules.cycles(asManifests)).isEmpty();
        assertThat(rows.keySet().stream()
                        .filter(name -> rows.get(name).packages().contains("org.eclipse")))
                .containsExactlyInAnyOrder("ui", "console", "app");
        rows.forEach((name, row) -> assertThat(rows.keySet()).as(name).containsAll(row.bundles()));
    }

    @Test
    void everySourceKeepsTheRules() {
        Map<String, String> sources = repository.texts(path -> path.endsWith(".java"));
        assertThat(sources).hasSizeGreaterThan(20).containsKeys(SourceRules.PROXY_TESTS.toArray(String[]::new));
        assertThat(sources.entrySet().stream()
                        .flatMap(file -> SourceRules.brokenBy(file.getKey(), file.getValue()).stream()))
                .isEmpty();
    }

    @Test
    void filesAreTheOwnersAloneAndNobodyOpensTheLedgerBesideSqlite() {
        Map<String, String> sources = repository.texts(path -> path.endsWith(".java"));
        assertThat(sources).containsKeys(FileRules.WITH_UMASK.keySet().toArray(String[]::new));
        assertThat(sources).containsKeys(FileRules.WITHOUT_HELP.keySet().toArray(String[]::new));
        assertThat(sources.entrySet().stream()
                        .flatMap(file -> FileRules.brokenBy(file.getKey(), file.getValue()).stream()))
                .isEmpty();
    }

    @Test
    void everyFakeHasASlowFailingTwinAndEveryTestOnFakesRunsOnTwinsOrIsListed() {
        Map<String, String> sources = repository.texts(path -> path.endsWith(".java"));
        assertThat(sources).containsKeys(TwinRules.TWINLESS.keySet().toArray(String[]::new));
        assertThat(TwinRules.brokenBy(sources)).isEmpty();
    }

    @Test
    void everyArtifactHasOneVersionInAllPomsAndTheTargetFile() {
        Map<String, String> files = repository.texts(path -> path.endsWith("pom.xml") || path.endsWith(".target"));
        Map<String, Map<String, Set<String>>> versions = Versions.in(files);
        assertThat(versions).containsKeys("org.slf4j:slf4j-api", "info.picocli:picocli");
        assertThat(versions.entrySet().stream()
                        .filter(artifact -> artifact.getValue().size() > 1))
                .isEmpty();
    }

    @Test
    void theBuildExtensionAndThePomNameTheSameTycho() {
        assertThat(first("<version>([^<]+)</version>", repository.text(".mvn/extensions.xml")))
                .isEqualTo(first("<tycho.version>([^<]+)<", repository.text("pom.xml")));
    }

    private static String first(String pattern, String text) {
        Matcher m = Pattern.compile(pattern).matcher(text);
        assertThat(m.find()).as(pattern).isTrue();
        return m.group(1);
    }

    static Arrows table() throws IOException {
        try (InputStream in = ArchitectureTest.class.getResourceAsStream("/arrows.txt")) {
            assertThat(in).as("arrows.txt").isNotNull();
            return Arrows.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
