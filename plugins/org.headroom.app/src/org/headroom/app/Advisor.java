package org.headroom.app;

import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.jface.preference.IPreferenceNode;
import org.eclipse.jface.preference.PreferenceManager;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** What the workbench asks of the application. */
public final class Advisor extends WorkbenchAdvisor {
    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
        super.initialize(configurer);
        configurer.setSaveAndRestore(true);
    }

    @Override
    public void preStartup() {
        // Four folders, each with two buttons to fold it away, are eight buttons that nobody asked for.
        PlatformUI.getWorkbench().getService(MApplication.class).getTags().add("DisableMinMaxAddon");
    }

    @Override
    public String getInitialWindowPerspectiveId() {
        return "org.headroom.app.rig";
    }

    @Override
    public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        return new WindowAdvisor(configurer);
    }

    @Override
    public void postStartup() {
        IWorkbench workbench = PlatformUI.getWorkbench();
        Themes.follow(workbench);
        // What the platform would have a person set is not theirs to care about here.
        PreferenceManager pages = workbench.getPreferenceManager();
        for (IPreferenceNode page : pages.getRootSubNodes())
            if (!page.getId().startsWith("org.headroom.")) pages.remove(page);
        String folder = System.getProperty("headroom.screenshots", "");
        if (!folder.isEmpty()) new Screenshots(workbench, java.nio.file.Path.of(folder)).begin();
    }
}
