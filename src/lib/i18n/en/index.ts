import accounts from './accounts.ts';
import bookings from './bookings.ts';
import calendars from './calendars.ts';
import catalogue from './catalogue.ts';
import common from './common.ts';
import complaintFiling from './complaintFiling.ts';
import complaintFigures from './complaintFigures.ts';
import complaintDesk from './complaintDesk.ts';
import complaintOutside from './complaintOutside.ts';
import complaints from './complaints.ts';
import complaintsPublic from './complaintsPublic.ts';
import complaintEscalation from './complaintEscalation.ts';
import complaintTracking from './complaintTracking.ts';
import complaintTrackingActs from './complaintTrackingActs.ts';
import desk from './desk.ts';
import disclosureDesk from './disclosureDesk.ts';
import disclosureImports from './disclosureImports.ts';
import disclosures from './disclosures.ts';
import divisions from './divisions.ts';
import documents from './documents.ts';
import errors from './errors.ts';
import feeds from './feeds.ts';
import findingFigures from './findingFigures.ts';
import findings from './findings.ts';
import findingsDesk from './findingsDesk.ts';
import findingsPublic from './findingsPublic.ts';
import gate from './gate.ts';
import home from './home.ts';
import imports from './imports.ts';
import journal from './journal.ts';
import map from './map.ts';
import notifications from './notifications.ts';
import openData from './open-data.ts';
import openFeeds from './open-feeds.ts';
import openHealth from './open-health.ts';
import openQuality from './open-quality.ts';
import openApi from './openApi.ts';
import openDayDesk from './openDayDesk.ts';
import openDays from './openDays.ts';
import openKit from './open-kit.ts';
import openSnapshots from './open-snapshots.ts';
import organizations from './organizations.ts';
import ownFindings from './ownFindings.ts';
import plans from './plans.ts';
import projects from './projects.ts';
import subscriptions from './subscriptions.ts';
import supervisorDesk from './supervisorDesk.ts';
import supervisors from './supervisors.ts';
import verify from './verify.ts';
import visits from './visits.ts';

export default {
  accounts,
  bookings,
  calendars,
  catalogue,
  common,
  complaintFiling,
  complaintFigures,
  complaintDesk,
  complaintOutside,
  complaints,
  complaintsPublic,
  complaintEscalation,
  complaintTracking,
  complaintTrackingActs,
  desk,
  disclosureDesk,
  disclosureImports,
  disclosures,
  divisions,
  documents,
  errors,
  feeds,
  findingFigures,
  findings,
  findingsDesk,
  findingsPublic,
  gate,
  home,
  imports,
  journal,
  map,
  notifications,
  openApi,
  openDayDesk,
  openDays,
  openKit,
  openSnapshots,
  openData,
  openFeeds,
  openHealth,
  openQuality,
  organizations,
  ownFindings,
  plans,
  projects,
  subscriptions,
  supervisorDesk,
  supervisors,
  verify,
  visits
};
