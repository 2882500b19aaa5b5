package org.headroom.app;

import org.eclipse.core.runtime.Platform;
import org.eclipse.e4.core.services.events.IEventBroker;
import org.eclipse.e4.ui.css.swt.theme.ITheme;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbench;
import org.headroom.ui.look.Look;

/** The two themes, and how to change between them while the window is open. UI thread. */
public final class Themes {
    public static final String LIGHT = "org.headroom.ui.light";
    public static final String DARK = "org.headroom.ui.dark";
    static final String NODE = "org.eclipse.e4.ui.css.swt.theme";
    static final String KEY = "themeid";

    private Themes() {}

    static String preferred() {
        String id = Platform.getPreferencesService().getString(NODE, KEY, LIGHT, null);
        return id.equals(DARK) ? DARK : LIGHT;
    }

    public static void wear(IWorkbench workbench, String id) {
        IThemeEngine engine = workbench.getService(IThemeEngine.class);
        Look.of(workbench.getDisplay()).dark(id.equals(DARK));
        engine.setTheme(id, true);
    }

    /** Keeps the drawn parts in step, whoever changes the theme. */
    static void follow(IWorkbench workbench) {
        Display display = workbench.getDisplay();
        workbench.getService(IEventBroker.class).subscribe(IThemeEngine.Events.THEME_CHANGED, event -> {
            if (event.getProperty(IThemeEngine.Events.THEME) instanceof ITheme theme && !display.isDisposed())
                Look.of(display).dark(theme.getId().equals(DARK));
        });
    }
}
