package org.headroom.app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.core.runtime.Platform;
import org.slf4j.LoggerFactory;

/** Sends what the bundles log to a file in the instance area, and only warnings to the console. */
final class Logging {
    private Logging() {}

    static void begin() {
        // Whoever names a configuration on the command line means it.
        if (System.getProperty("logback.configurationFile") != null) return;
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) return;
        context.reset();
        context.putProperty("headroom.log", new File(Platform.getLocation().toFile(), "headroom.log").getPath());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try (InputStream file = Logging.class.getResourceAsStream("/logback-window.xml")) {
            if (file != null) configurator.doConfigure(file);
        } catch (JoranException | IOException e) {
            System.err.println("Headroom cannot set up its log file, and goes on without: " + e.getMessage());
        }
    }
}
