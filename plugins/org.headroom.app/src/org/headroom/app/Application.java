package org.headroom.app;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.headroom.ui.look.Look;

/** Starts the workbench. */
public final class Application implements IApplication {
    @Override
    public Object start(IApplicationContext context) {
        Logging.begin();
        // Charts are drawn into memory with AWT, which must not look for a screen of its own.
        System.setProperty("java.awt.headless", "true");
        String asked = System.getProperty("headroom.theme", "");
        if (!asked.isEmpty())
            InstanceScope.INSTANCE
                    .getNode(Themes.NODE)
                    .put(Themes.KEY, asked.equals("dark") ? Themes.DARK : Themes.LIGHT);
        Display display = PlatformUI.createDisplay();
        try {
            Look.of(display).dark(Themes.preferred().equals(Themes.DARK));
            int code = PlatformUI.createAndRunWorkbench(display, new Advisor());
            return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
        } finally {
            display.dispose();
        }
    }

    @Override
    public void stop() {
        if (!PlatformUI.isWorkbenchRunning()) return;
        IWorkbench workbench = PlatformUI.getWorkbench();
        workbench.getDisplay().asyncExec(() -> {
            if (!workbench.isClosing()) workbench.close();
        });
    }
}
