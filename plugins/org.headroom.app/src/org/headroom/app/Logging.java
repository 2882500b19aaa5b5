package org.headroom.app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.eclipse.core.runtime.Platform;
import org.headroom.model.files.PrivateFiles;
import org.slf4j.LoggerFactory;

/** Sends what the bundles log to a file in the rig's folder, and only warnings to the console. */
final class Logging {
    private Logging() {}

    /** Where the command line looks for it, too; in the instance area where there is no such folder. */
    private static Path file() {
        String home = System.getProperty("headroom.home");
        if (home != null) {
            Path folder = Path.of(home, "log");
            try {
                PrivateFiles.ownFolder(folder);
                Path file = folder.resolve("rig.log");
                PrivateFiles.createFile(file);
                return file;
            } catch (IOException e) {
                System.err.println("Headroom keeps its log in its own folder and not in the rig's: " + e.getMessage());
            }
        }
        return Platform.getLocation().toFile().toPath().resolve("headroom.log");
    }

    static void begin() {
        // Whoever names a configuration on the command line means it.
        if (System.getProperty("logback.configurationFile") != null) return;
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) return;
        context.reset();
        context.putProperty("headroom.log", file().toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try (InputStream file = Logging.class.getResourceAsStream("/logback-window.xml")) {
            if (file != null) configurator.doConfigure(file);
        } catch (JoranException | IOException e) {
            System.err.println("Headroom cannot set up its log file, and goes on without: " + e.getMessage());
        }
    }
}
