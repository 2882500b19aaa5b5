package org.headroom.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules themselves: each forbidden example is rejected, each allowed one is not. */
class RulesTest {
    private static final ManifestRules RULES = new ManifestRules(Arrows.parse("""
        # comment
        model: nothing |
        market: model | com.fasterxml.jackson
        engine: model |
        console: model | org.eclipse
        libs.big: nothing | *
        """));

    @Test
    void acceptsWhatTheTableAllows() {
        assertThat(broken("market", """
            Require-Bundle: org.headroom.model;bundle-version="[0.1,1)"
            Import-Package: com.fasterxml.jackson.databind;version="[2.20,3)",
             org.slf4j,org.headroom.model.gpu
            """)).isEmpty();
        assertThat(broken("console", "Require-Bundle: org.eclipse.ui\n")).isEmpty();
        assertThat(broken("libs.big", "Import-Package: anything.at.all\n")).isEmpty();
    }

    @Test
    void rejectsABundleThatTheTableDoesNotAllow() {
        assertThat(broken("engine", "Require-Bundle: org.headroom.model,org.headroom.market\n"))
                .containsExactly("engine may not require org.headroom.market");
    }

    @Test
    void rejectsAPackageOfABundleThatTheTableDoesNotAllow() {
        assertThat(broken("engine", "Import-Package: org.headroom.market.codec\n"))
                .containsExactly("engine may not import org.headroom.market.codec");
        assertThat(broken("libs.big", "Import-Package: org.headroom.model\n"))
                .containsExactly("libs.big may not import org.headroom.model");
    }

    @Test
    void rejectsALibraryThatTheTableDoesNotAllow() {
        assertThat(broken("engine", "Import-Package: com.fasterxml.jackson.core\n"))
                .containsExactly("engine may not import com.fasterxml.jackson.core");
        assertThat(broken("market", "Import-Package: com.fasterxml.jacksonsomething\n"))
                .containsExactly("market may not import com.fasterxml.jacksonsomething");
    }

    @Test
    void rejectsTheWindowOutsideItsBundlesWhateverTheTableSays() {
        assertThat(broken("libs.big", "Import-Package: org.eclipse.swt.widgets\n"))
                .containsExactly("libs.big needs org.eclipse.swt.widgets, which only ui, console and app may");
        assertThat(broken("engine", "Require-Bundle: org.eclipse.jface\n"))
                .contains("engine needs org.eclipse.jface, which only ui, console and app may");
    }

    @Test
    void rejectsReExportsActivatorsAndUnknownBundles() {
        assertThat(broken("market", "Require-Bundle: org.headroom.model;visibility:=reexport\n"))
                .containsExactly("market re-exports org.headroom.model: let each consumer require it");
        assertThat(broken("market", "Bundle-Activator: org.headroom.market.Activator\n"))
                .containsExactly("market has a Bundle-Activator: use a component");
        assertThat(broken("surprise", "")).containsExactly("surprise has no row in arrows.txt");
    }

    @Test
    void letsTestsNeedWhatTheyTestAndNothingElseOfOurs() {
        assertThat(broken("engine.tests", """
            Require-Bundle: org.headroom.engine,org.headroom.model
            Import-Package: org.junit.jupiter.api
            """)).isEmpty();
        assertThat(broken("engine.tests", "Require-Bundle: org.headroom.market\n"))
                .containsExactly("engine.tests may not require org.headroom.market");
    }

    @Test
    void findsCyclesThroughRequiredBundlesAndImportedPackages() {
        List<BundleManifest> manifests = List.of(
                manifest("a", "Require-Bundle: org.headroom.b\nExport-Package: org.headroom.a.api\n"),
                manifest("b", "Require-Bundle: org.headroom.c\n"),
                manifest("c", "Import-Package: org.headroom.a.api\n"),
                manifest("d", "Require-Bundle: org.headroom.a\n"));
        assertThat(ManifestRules.cycles(manifests))
                .containsExactly(Set.of("org.headroom.a", "org.headroom.b", "org.headroom.c"));
    }

    @Test
    void refusesATableWithTwoRowsForOneBundle() {
        assertThatThrownBy(() -> Arrows.parse("a: nothing |\na: nothing |")).hasMessage("Two rows for a");
    }

    @Test
    void rejectsAStoreSourceThatOpensAFileAndIsNotListed() {
        String path = "plugins/org.headroom.store/src/org/headroom/store/";
        for (String opening : List.of(
                "Files.newInputStream(ledger)",
                "FileChannel.open(ledger, READ)",
                "Files.readAllBytes (ledger)",
                "new FileInputStream(f)",
                "Files.copy(ledger, copy)",
                "PrivateFiles.open(ledger, READ)")) {
            assertThat(FileRules.brokenBy(path + "Schema.java", opening))
                    .as(opening)
                    .hasSize(1);
            assertThat(FileRules.brokenBy(path + "telemetry/RollUps.java", opening))
                    .isEmpty();
        }
        assertThat(FileRules.brokenBy(path + "Header.java", "Files.newInputStream(ledger)"))
                .isEmpty();
        assertThat(FileRules.brokenBy(path + "Schema.java", "Files.exists(ledger); Files.size(ledger)"))
                .isEmpty();
    }

    @Test
    void rejectsAFileOrFolderWithTheRightsOfTheUmaskOutsideTestsAndBenches() {
        for (String making : List.of(
                "Files.createDirectories(home)",
                "Files.writeString(file, text)",
                "Files.newBufferedWriter(file)",
                "FileChannel.open(\n file, StandardOpenOption.CREATE, WRITE)")) {
            assertThat(FileRules.brokenBy("plugins/org.headroom.agent/src/org/headroom/agent/A.java", making))
                    .as(making)
                    .hasSize(1);
            assertThat(FileRules.brokenBy("plugins/org.headroom.agent.tests/src/org/headroom/agent/A.java", making))
                    .isEmpty();
            assertThat(FileRules.brokenBy("plugins/org.headroom.cli/src/org/headroom/cli/bench/A.java", making))
                    .isEmpty();
        }
        assertThat(FileRules.brokenBy(
                        "plugins/org.headroom.agent/src/org/headroom/agent/A.java",
                        "PrivateFiles.createFolders(home); FileChannel.open(file, READ)"))
                .isEmpty();
    }

    @Test
    void rejectsForbiddenCallsInCodeButNotInTextOrComments() {
        String path = "plugins/org.headroom.engine/src/A.java";
        assertThat(SourceRules.brokenBy(path, "x.syncExec(r);")).hasSize(1);
        assertThat(SourceRules.brokenBy(path, "e.printStackTrace();")).hasSize(1);
        assertThat(SourceRules.brokenBy(path, "Thread.sleep (5);")).hasSize(1);
        assertThat(SourceRules.brokenBy(path, "// Thread.sleep(5)\n/* e.printStackTrace() */ f(\"syncExec(\", '\"');"))
                .isEmpty();
        assertThat(SourceRules.brokenBy(path, "f('\"'); Thread.sleep(5); g(\"\\\"\");"))
                .hasSize(1);
    }

    @Test
    void rejectsFilesThatAreTooLong() {
        String path = "plugins/org.headroom.engine/src/A.java";
        assertThat(SourceRules.brokenBy(path, "\n".repeat(SourceRules.MAX_LINES)))
                .isEmpty();
        assertThat(SourceRules.brokenBy(path, "\n".repeat(SourceRules.MAX_LINES + 1)))
                .singleElement()
                .asString()
                .contains("split it");
    }

    @Test
    void rejectsATestThatOpensANodeOfItsOwn() {
        String path = "plugins/org.headroom.wallet.tests/src/org/headroom/wallet/FinalityTest.java";
        for (String code : List.of(
                "node = PublicNode.open(chain, b);",
                "node = PublicNode\n    .open(chain, b);",
                "open = PublicNode::open;",
                "import static org.headroom.localchain.PublicNode.open;"))
            assertThat(SourceRules.brokenBy(path, code))
                    .as(code)
                    .singleElement()
                    .asString()
                    .contains("ChainNode");
        assertThat(SourceRules.brokenBy(
                        path, "node = ChainNode.open(chain); s = NodeStory.of(a, b, c); // not PublicNode.open"))
                .isEmpty();
        assertThat(SourceRules.brokenBy(path, "head = PublicNode.OFFSET;")).isEmpty();
    }

    @Test
    void rejectsAViewOfMoneyWithATimeOfItsOwn() {
        String path = "plugins/org.headroom.console/src/org/headroom/console/earnings/EarningsPart.java";
        assertThat(SourceRules.brokenBy(path, "Instant at = Instant.now();"))
                .singleElement()
                .asString()
                .contains("services().now()");
        assertThat(SourceRules.brokenBy(path, "Supplier<Instant> at = Instant::now;"))
                .hasSize(1);
        assertThat(SourceRules.brokenBy(path, "Instant at = services().now();")).isEmpty();
    }

    @Test
    void rejectsATestThatTakesANodeAndCountsNoStory() {
        String path = "plugins/org.headroom.wallet.tests/src/org/headroom/wallet/FinalityTest.java";
        for (String code : List.of(
                "node = ChainNode.open(chain); // NodeStory.of(a, b, c)",
                "node = ChainNode.exactly(chain, ChainNode.DELAYED);",
                "node = ChainNode.withReadsFailing(chain);"))
            assertThat(SourceRules.brokenBy(path, code))
                    .as(code)
                    .singleElement()
                    .asString()
                    .contains("use NodeStory");
        assertThat(SourceRules.brokenBy(path, "node = ChainNode.open(chain); s = NodeStory.of(a, b, c);"))
                .isEmpty();
    }

    @Test
    void rejectsATestThatAnswersItselfOrAsksTheChainWithoutADelayUnlessItIsListed() {
        String path = "plugins/org.headroom.wallet.tests/src/org/headroom/wallet/FinalityTest.java";
        for (String code :
                List.of("s = HttpServer.create(a, 0);", "node = ChainNode.direct(chain);", "f = ChainNode::direct;"))
            assertThat(SourceRules.brokenBy(path, code))
                    .as(code)
                    .singleElement()
                    .asString()
                    .contains("list the test with the reason");
        assertThat(SourceRules.ANSWERING_TESTS.keySet())
                .allSatisfy(listed -> assertThat(SourceRules.brokenBy(listed, "s = HttpServer.create(a, 0);"))
                        .isEmpty());
    }

    @Test
    void rejectsATestThatTakesTheLocalChainsOwnAddressUnlessItIsListed() {
        String path = "plugins/org.headroom.wallet.tests/src/org/headroom/wallet/FinalityTest.java";
        for (String code : List.of(
                "rail = new FlowPaymentRail(chain.settings(), key, clock);",
                "rail = new FlowPaymentRail(scene.chain\n    .settings(), key, clock);",
                "LocalChain own = LocalChain.resumeOrStart(a, b); rpc = new JsonRpc(own.rpc());",
                "var own = LocalChain.resumeOrStart(a, b); rpc = new JsonRpc(own.rpc());",
                "try (LocalChain own = open()) { f(own::settings); }",
                "LocalChain opened() { return c; } URI uri() { return opened().rpc(); }",
                "rpc = market.chain().rpc();",
                "settings = LocalChain.resumeOrStart(folder.resolve(x), parts()).settings();",
                "f = LocalChain::settings;"))
            assertThat(SourceRules.brokenBy(path, code))
                    .as(code)
                    .singleElement()
                    .asString()
                    .contains("ChainNode (settings, or checker");
        for (String code : List.of(
                "ChainNode node = ChainNode.open(chain); NodeStory.of(a, b, c); s = node.settings(); c = node.checker();",
                "LocalChain chain; flow = chain.flow(); chain.fund(a, b, c); // chain.settings()",
                "rpc = market.node().rpc();"))
            assertThat(SourceRules.brokenBy(path, code)).as(code).isEmpty();
        assertThat(SourceRules.CHAIN_TESTS.keySet())
                .allSatisfy(listed -> assertThat(SourceRules.brokenBy(listed, "s = chain.settings();"))
                        .isEmpty());
        assertThat(SourceRules.brokenBy("plugins/org.headroom.localchain/src/ChainNode.java", "s = chain.settings();"))
                .isEmpty();
    }

    @Test
    void letsTheProxysOwnTestsAndTheProductOpenTheProxy() {
        String code = "node = PublicNode.open(chain, b);";
        assertThat(SourceRules.PROXY_TESTS)
                .allSatisfy(path -> assertThat(SourceRules.brokenBy(path, code)).isEmpty());
        assertThat(SourceRules.brokenBy("plugins/org.headroom.localchain/src/ChainNode.java", code))
                .isEmpty();
    }

    @Test
    void rejectsTheWindowInSourcesOutsideItsBundlesAndInPresenters() {
        String swt = "import org.eclipse.swt.SWT;";
        assertThat(SourceRules.brokenBy("plugins/org.headroom.engine/src/A.java", swt))
                .hasSize(1);
        assertThat(SourceRules.brokenBy("plugins/org.headroom.ui/src/A.java", swt))
                .isEmpty();
        assertThat(SourceRules.brokenBy("plugins/org.headroom.ui.tests/src/A.java", swt))
                .isEmpty();
        assertThat(SourceRules.brokenBy("plugins/org.headroom.console/src/GpuPresenter.java", swt))
                .hasSize(1);
    }

    @Test
    void rejectsAConsoleFeatureThatKnowsAnother() {
        String path = "plugins/org.headroom.console/src/org/headroom/console/gpus/GpusView.java";
        assertThat(SourceRules.brokenBy(path, "import org.headroom.console.wallet.WalletView;"))
                .containsExactly(path + " uses the feature wallet: features do not know each other");
        assertThat(SourceRules.brokenBy(
                        path, "import org.headroom.console.gpus.Gpu; import org.headroom.console.Desk;"))
                .isEmpty();
    }

    @Test
    void letsFeaturesUseTheSharedPackageButNotTheOtherWayRound() {
        String folder = "plugins/org.headroom.console/src/org/headroom/console/";
        assertThat(SourceRules.brokenBy(folder + "gpus/GpusView.java", "import org.headroom.console.desk.Services;"))
                .isEmpty();
        assertThat(SourceRules.brokenBy(folder + "desk/Services.java", "import org.headroom.console.gpus.GpusView;"))
                .hasSize(1);
    }

    @Test
    void findsAnArtifactNamedWithTwoVersions() {
        String dependency = "<dependency><groupId>g</groupId><artifactId>a</artifactId><version>%s</version>";
        Map<String, Map<String, Set<String>>> versions =
                Versions.in(Map.of("one", dependency.formatted("1"), "two", "<v>2</v>" + dependency.formatted("${v}")));
        assertThat(versions).containsEntry("g:a", Map.of("1", Set.of("one"), "2", Set.of("two")));
    }

    private static List<String> broken(String bundle, String headers) {
        return RULES.brokenBy(manifest(bundle, headers));
    }

    private static BundleManifest manifest(String bundle, String headers) {
        return BundleManifest.parse(
                "Manifest-Version: 1.0\nBundle-SymbolicName: org.headroom." + bundle + ";singleton:=true\n" + headers);
    }
}
