import type { SliceWalk } from '../../../test-walks.ts';

const [ofAgent, ofCall] = ['is a fact of the agent’s states', 'is an event of the call'];
export const walk: SliceWalk = {
  auditedElsewhere: ['call.dial'],
  excused: {
    'desk.softphone': 'issues a phone for the session; who was signed in stands in the login log',
    'desk.setState': ofAgent,
    'desk.signIn': ofAgent,
    'desk.signOut': ofAgent,
    'desk.finishWrapUp': ofAgent,
    'desk.extendWrapUp': ofAgent,
    'desk.placeCall': 'is a call record',
    'desk.hold': ofCall,
    'desk.resume': ofCall,
    'desk.sendDigits': ofCall,
    'desk.tellQuality': 'samples of the own call, kept beside its legs',
    'desk.consult': ofCall,
    'desk.stopConsult': ofCall,
    'desk.transfer': ofCall,
    'desk.completeTransfer': ofCall,
    'desk.swap': ofCall,
    'desk.merge': ofCall,
    'desk.dropParty': ofCall,
    'desk.pickUp': ofCall,
    'desk.park': ofCall,
    'desk.fetch': ofCall,
    'desk.switchCall': ofCall,
    'desk.answer': ofCall,
    'desk.hangUp': ofCall,
    'desk.demoCall': 'is a call record',
  },
};
